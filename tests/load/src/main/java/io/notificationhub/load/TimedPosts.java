package io.notificationhub.load;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;

/** Urgent notifications whose title is their key, each with the time of its 202. */
final class TimedPosts implements Calls.Call {
    private static final int ACCEPTED = 202;

    private final HttpClient http;
    private final int recipients;
    private final List<String> channels;
    private final String run = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
    private final Map<String, Long> answered = new ConcurrentHashMap<>();

    TimedPosts(HttpClient http, int recipients, List<String> channels) {
        this.http = http;
        this.recipients = recipients;
        this.channels = channels;
    }

    /** When each was answered, in epoch milliseconds. */
    Map<String, Long> answered() {
        return answered;
    }

    /** How many messages they make. */
    long messages() {
        return (long) answered.size() * channels.size();
    }

    void forget() {
        answered.clear();
    }

    @Override
    public Mono<Integer> send(long number) {
        String key = run + "-" + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        String body = "{\"recipientId\":\"" + Recipients.name((int) (number % recipients))
                + "\",\"kind\":\"SECURITY\",\"channels\":[\"" + String.join("\",\"", channels) + "\"],\"title\":\""
                + key
                + "\",\"body\":\"Your code is 123456.\"}";
        return http.headers(headers -> headers.set("Idempotency-Key", key))
                .post()
                .uri("/api/v1/notifications")
                .send(ByteBufMono.fromString(Mono.just(body)))
                .responseSingle((response, content) ->
                        content.then(Mono.just(response.status().code())))
                .doOnNext(status -> {
                    if (status == ACCEPTED) {
                        answered.put(key, System.currentTimeMillis());
                    }
                });
    }
}
