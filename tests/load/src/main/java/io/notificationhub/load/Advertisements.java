package io.notificationhub.load;

import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;

/** A campaign: 100,000 e-mails, by the batch endpoint. */
final class Advertisements {
    private static final int COUNT = 100_000;
    private static final int BATCH = 1_000;
    private static final int BATCHES_AT_ONCE = 4;

    private final HttpClient http;
    private final int recipients;
    private final String run = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);

    Advertisements(HttpClient http, int recipients) {
        this.http = http;
        this.recipients = recipients;
    }

    /** Completes when all are accepted; a batch with anything else in it is an error. */
    Mono<Void> queue() {
        return Flux.range(0, COUNT / BATCH).flatMap(this::post, BATCHES_AT_ONCE).then();
    }

    private Mono<Void> post(int batch) {
        StringBuilder items = new StringBuilder("{\"items\":[");
        for (int i = 0; i < BATCH; i++) {
            int number = batch * BATCH + i;
            items.append(i == 0 ? "" : ",")
                    .append("{\"idempotencyKey\":\"")
                    .append(run)
                    .append('-')
                    .append(number)
                    .append("\",\"recipientId\":\"")
                    .append(Recipients.name(number % recipients))
                    .append(
                            "\",\"kind\":\"MARKETING\",\"channels\":[\"EMAIL\"],\"title\":\"Spring sale\",\"body\":\"All of it.\"}");
        }
        return http.post()
                .uri("/api/v1/notifications/batch")
                .send(ByteBufMono.fromString(Mono.just(items.append("]}").toString())))
                .responseSingle((response, body) -> body.asString())
                .flatMap(answer -> answer.split("\"status\":202", -1).length == BATCH + 1
                        ? Mono.empty()
                        : Mono.error(new IllegalStateException(
                                "A batch was not taken: " + answer.substring(0, Math.min(400, answer.length())))));
    }
}
