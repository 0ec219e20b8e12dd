package io.notificationhub.load;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.util.retry.Retry;

/**
 * A campaign: 100,000 e-mails, by the batch endpoint. Like any producer it posts again what was not taken for now (advertisements are refused while
 * Redis is late), with the same keys.
 */
final class Advertisements {
    private static final int COUNT = 100_000;
    private static final int BATCH = 1_000;
    private static final int BATCHES_AT_ONCE = 4;
    private static final int TRIES = 20;
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Pattern TAKEN = Pattern.compile("\"status\":202|\"code\":\"DUPLICATE_REQUEST\"");

    private final HttpClient http;
    private final int recipients;
    private final String run = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);

    Advertisements(HttpClient http, int recipients) {
        this.http = http;
        this.recipients = recipients;
    }

    /** Completes when all are accepted, by this post or an earlier one of the same batch; one that is refused for good is an error. */
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
                .flatMap(answer -> TAKEN.matcher(answer).results().count() == BATCH
                        ? Mono.<Void>empty()
                        : Mono.<Void>error(new IllegalStateException(
                                "A batch was not taken: " + answer.substring(0, Math.min(400, answer.length())))))
                .retryWhen(Retry.fixedDelay(TRIES, BETWEEN));
    }
}
