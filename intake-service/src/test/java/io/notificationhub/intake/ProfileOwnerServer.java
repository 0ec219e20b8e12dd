package io.notificationhub.intake;

import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.ProfileChanged;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Stands where preference-service stands: answers the internal profile call with what a test put there, or not at all. */
public final class ProfileOwnerServer {
    private final Map<String, ProfileChanged> profiles = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean down = new AtomicBoolean();
    private final DisposableServer server;

    private ProfileOwnerServer() {
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get("/internal/v1/profiles/{id}", (request, response) -> {
                    calls.incrementAndGet();
                    String id = String.valueOf(request.param("id"));
                    ProfileChanged profile = profiles.get(id);
                    if (down.get()) {
                        return response.status(503).send();
                    }
                    if (refused.contains(id)) {
                        return response.status(400).send();
                    }
                    return profile == null
                            ? response.sendNotFound()
                            : response.header("Content-Type", "application/json")
                                    .sendString(Mono.just(EventJson.write(profile)));
                }))
                .bindNow();
    }

    static ProfileOwnerServer start() {
        return new ProfileOwnerServer();
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    public void knows(ProfileChanged profile) {
        profiles.put(profile.recipientId(), profile);
    }

    /** Takes this for no id at all. */
    public void refuses(String recipientId) {
        refused.add(recipientId);
    }

    public void isDown(boolean isDown) {
        down.set(isDown);
    }

    public int calls() {
        return calls.get();
    }
}
