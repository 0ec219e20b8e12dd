package io.notificationhub.load;

import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;

/** Producers that post notifications. */
final class Producers implements Calls.Call {
    private final HttpClient http;
    private final int recipients;
    private final String run = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);

    Producers(HttpClient http, int recipients) {
        this.http = http;
        this.recipients = recipients;
    }

    @Override
    public Mono<Integer> send(long number) {
        String recipient = Recipients.name((int) (number % recipients));
        return http.headers(headers -> headers.set("Idempotency-Key", run + "-" + number))
                .post()
                .uri("/api/v1/notifications")
                .send(ByteBufMono.fromString(Mono.just(body(recipient, number))))
                .responseSingle((response, body) ->
                        body.then(Mono.just(response.status().code())));
    }

    private static String body(String recipient, long number) {
        return "{\"recipientId\":\"" + recipient + "\",\"kind\":\"SECURITY\",\"channels\":[\"PUSH\",\"EMAIL\"],"
                + "\"title\":\"Your parcel is on its way\",\"body\":\"Order " + number
                + " left our warehouse and will be with"
                + " you tomorrow between nine and twelve. You can follow it in the app.\"}";
    }
}
