package io.notificationhub.load;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;

/** Producers that post notifications for a while. */
final class Producers {
    private final HttpClient http;
    private final int connections;
    private final int recipients;
    private final String run = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
    private final AtomicLong sequence = new AtomicLong();

    Producers(HttpClient http, int connections, int recipients) {
        this.http = http;
        this.connections = connections;
        this.recipients = recipients;
    }

    /**
     * What came back.
     *
     * @param accepted 202s
     * @param refused other answers, and calls without one
     * @param latency of the 202s, in microseconds
     */
    record Answers(AtomicLong accepted, AtomicLong refused, Histogram latency) {
        static Answers none() {
            return new Answers(new AtomicLong(), new AtomicLong(), new ConcurrentHistogram(60_000_000L, 3));
        }
    }

    /** Each connection posts again as soon as it is answered. */
    Mono<Answers> asFastAsAnswered(Duration duration) {
        Answers answers = Answers.none();
        long end = System.nanoTime() + duration.toNanos();
        return Flux.range(0, connections)
                .flatMap(
                        connection -> Mono.defer(() -> post(answers, System.nanoTime()))
                                .repeat(() -> System.nanoTime() < end),
                        connections)
                .then(Mono.just(answers));
    }

    /** Posts at a rate, however long answers take: latency counts from when a post was due. */
    Mono<Answers> atRate(int perSecond, Duration duration) {
        Answers answers = Answers.none();
        long start = System.nanoTime();
        long interval = 1_000_000_000L / perSecond;
        return Flux.interval(Duration.ofNanos(interval))
                .onBackpressureBuffer()
                .take(duration.toSeconds() * perSecond)
                .flatMap(tick -> post(answers, start + (tick + 1) * interval), connections)
                .then(Mono.just(answers));
    }

    private Mono<Void> post(Answers answers, long due) {
        long number = sequence.getAndIncrement();
        String recipient = Recipients.name((int) (number % recipients));
        return http.headers(headers -> headers.set("Idempotency-Key", run + "-" + number))
                .post()
                .uri("/api/v1/notifications")
                .send(ByteBufMono.fromString(Mono.just(body(recipient, number))))
                .responseSingle((response, body) ->
                        body.then(Mono.just(response.status().code())))
                .doOnNext(status -> {
                    if (status == 202) {
                        answers.accepted().incrementAndGet();
                        answers.latency().recordValue(Math.max(0, (System.nanoTime() - due) / 1000));
                    } else {
                        answers.refused().incrementAndGet();
                    }
                })
                .doOnError(error -> answers.refused().incrementAndGet())
                .onErrorComplete()
                .then();
    }

    private static String body(String recipient, long number) {
        return "{\"recipientId\":\"" + recipient + "\",\"kind\":\"SECURITY\",\"channels\":[\"PUSH\",\"EMAIL\"],"
                + "\"title\":\"Your parcel is on its way\",\"body\":\"Order " + number
                + " left our warehouse and will be with"
                + " you tomorrow between nine and twelve. You can follow it in the app.\"}";
    }
}
