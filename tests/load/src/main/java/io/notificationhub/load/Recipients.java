package io.notificationhub.load;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.util.retry.Retry;

/** Recipients with an e-mail address and a device each, so that one notification is two messages. */
final class Recipients {
    private static final int AT_ONCE = 64;
    private static final String ADVERTISEMENTS =
            "{\"kind\":\"MARKETING\",\"allowed\":true,\"nightAllowed\":true,\"disableQuietHours\":true}";

    private final HttpClient http;

    Recipients(HttpClient http) {
        this.http = http;
    }

    static String name(int index) {
        return "load-" + index;
    }

    /** Registers that many. A busy answer is tried again, as a producer would; any other that isn't 2xx is an error in the end. */
    Mono<Void> register(int count) {
        return Flux.range(0, count)
                .flatMap(index -> register(name(index), index), AT_ONCE)
                .then();
    }

    /** Advertisements at any hour. */
    Mono<Void> allowAdvertisements(int count) {
        return Flux.range(0, count)
                .flatMap(
                        index -> send(http.put().uri("/api/v1/users/" + name(index) + "/preferences"), ADVERTISEMENTS)
                                .retryWhen(Retry.backoff(8, Duration.ofMillis(200))),
                        AT_ONCE)
                .then();
    }

    private Mono<Void> register(String recipient, int index) {
        String profile =
                "{\"email\":\"" + recipient + "@example.com\",\"locale\":\"ko-kr\",\"timezone\":\"Asia/Seoul\"}";
        String device = "{\"recipientId\":\"" + recipient + "\",\"platform\":\"ANDROID\",\"token\":\""
                + String.format("load-device-%032d", index) + "\"}";
        return send(http.put().uri("/api/v1/users/" + recipient), profile)
                .then(send(http.post().uri("/api/v1/devices"), device))
                .retryWhen(Retry.backoff(8, Duration.ofMillis(200)));
    }

    private static Mono<Void> send(HttpClient.RequestSender request, String json) {
        return request.send(ByteBufMono.fromString(Mono.just(json)))
                .responseSingle((response, body) -> response.status().code() / 100 == 2
                        ? body.then()
                        : body.asString()
                                .defaultIfEmpty("")
                                .flatMap(text -> Mono.error(new IllegalStateException(response.status() + " "
                                        + response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE) + " " + text))));
    }
}
