package io.notificationhub.testkit;

import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A vendor's HTTP server on loopback. It reads every request completely, remembers it, and then does what the script of its path says; the
 * last step of a script repeats. A path without a script is answered 501.
 */
public final class ScriptedVendor implements AutoCloseable {

    /** A request as it came over the wire, its body read as UTF-8. */
    public record Received(String method, String path, HttpHeaders headers, String body) {}

    /** What the server does with a request that it has read. */
    public sealed interface Step {
        /** Answers; {@code headers} are added to the content type. */
        record Answer(int status, String contentType, String body, Map<String, String> headers) implements Step {}

        /** Closes the connection without a word. */
        record Cut() implements Step {}

        /** Keeps the connection open and silent. */
        record Hang() implements Step {}
    }

    private final Map<String, Deque<Step>> scripts = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final DisposableServer server;

    private ScriptedVendor() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(this::handle)
                .bindNow(Duration.ofSeconds(10));
    }

    public static ScriptedVendor start() {
        return new ScriptedVendor();
    }

    public static Step json(int status, String body) {
        return new Step.Answer(status, "application/json", body, Map.of());
    }

    public static Step json(int status, String body, Map<String, String> headers) {
        return new Step.Answer(status, "application/json", body, headers);
    }

    public static Step cut() {
        return new Step.Cut();
    }

    public static Step hang() {
        return new Step.Hang();
    }

    /** Replaces the script of a path, which is given without its query. */
    public ScriptedVendor script(String path, Step... steps) {
        scripts.put(path, new ArrayDeque<>(Arrays.asList(steps)));
        return this;
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Everything received so far, oldest first. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** What was received on a path, oldest first. */
    public List<Received> received(String path) {
        return received.stream()
                .filter(request -> pathOf(request.path()).equals(path))
                .toList();
    }

    /** Forgets requests and scripts. */
    public void reset() {
        received.clear();
        scripts.clear();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(10));
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asString(StandardCharsets.UTF_8)
                .defaultIfEmpty("")
                .flatMap(body -> {
                    received.add(new Received(
                            request.method().name(),
                            request.uri(),
                            request.requestHeaders().copy(),
                            body));
                    Step step = next(pathOf(request.uri()));
                    if (step == null) {
                        return response.status(501).send().then();
                    }
                    return switch (step) {
                        case Step.Answer answer -> answer(response, answer);
                        case Step.Cut() -> cut(response);
                        case Step.Hang() -> Mono.never();
                    };
                });
    }

    private static Mono<Void> answer(HttpServerResponse response, Step.Answer answer) {
        response.status(answer.status()).header("Content-Type", answer.contentType());
        answer.headers().forEach(response::header);
        return response.sendString(Mono.just(answer.body())).then();
    }

    private static Mono<Void> cut(HttpServerResponse response) {
        return Mono.create(sink -> response.withConnection(
                connection -> connection.channel().close().addListener(closed -> sink.success())));
    }

    private @Nullable Step next(String path) {
        Deque<Step> script = scripts.get(path);
        if (script == null) {
            return null;
        }
        synchronized (script) {
            return script.size() > 1 ? script.pollFirst() : script.peekFirst();
        }
    }

    private static String pathOf(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
