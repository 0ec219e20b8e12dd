package io.notificationhub.intake.accept;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.intake.accept.NotificationWriter.Holder;
import io.notificationhub.intake.batch.Batcher;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import reactor.core.publisher.Mono;

/**
 * Concurrent notifications share a transaction. A batch whose connection broke, or that got no answer, is written once more: if it had been committed after all, its rows
 * are found to be its own. A batch that PostgreSQL refuses is halved until the bad row is alone.
 */
final class DurableWrites {
    private static final Logger log = LoggerFactory.getLogger(DurableWrites.class);

    /** A small part of what a request takes anyway. */
    private static final Duration GATHERING = Duration.ofMillis(3);

    private final NotificationWriter writer;
    private final AcceptProperties properties;
    private final Clock clock;
    private final Batcher<NewNotification, Answer> batches;

    DurableWrites(NotificationWriter writer, AcceptProperties properties, Clock clock, MeterRegistry metrics) {
        this.writer = writer;
        this.properties = properties;
        this.clock = clock;
        this.batches = new Batcher<>(
                "notifications",
                properties.maxBatch(),
                properties.writers(),
                properties.queue(),
                GATHERING,
                properties.writeTimeout().multipliedBy(3),
                this::write,
                metrics);
    }

    private sealed interface Answer {
        record Held(Holder holder) implements Answer {}

        record Failed(Throwable error) implements Answer {}
    }

    /** Answers who holds the key once that is durable. */
    Mono<Holder> write(NewNotification notification) {
        return batches.submit(notification).flatMap(answer -> switch (answer) {
            case Answer.Held held -> Mono.just(held.holder());
            case Answer.Failed failed -> Mono.error(failed.error());
        });
    }

    private Mono<List<Answer>> write(List<NewNotification> batch) {
        Mono<List<Holder>> once = Mono.defer(() -> writer.write(batch, clock.instant()))
                .timeout(
                        properties.writeTimeout(),
                        Mono.error(() -> new QueryTimeoutException("The store has not answered")));
        return once.onErrorResume(DurableWrites::isOutage, error -> {
                    log.warn("A batch of {} is written again: {}", batch.size(), error.toString());
                    return once;
                })
                .<List<Answer>>map(holders ->
                        holders.stream().<Answer>map(Answer.Held::new).toList())
                .onErrorResume(error -> batch.size() > 1 && !isOutage(error) ? halves(batch) : failed(batch, error));
    }

    private Mono<List<Answer>> halves(List<NewNotification> batch) {
        int half = batch.size() / 2;
        return write(batch.subList(0, half))
                .flatMap(first -> write(batch.subList(half, batch.size())).map(second -> {
                    List<Answer> all = new ArrayList<>(first);
                    all.addAll(second);
                    return all;
                }));
    }

    private static Mono<List<Answer>> failed(List<NewNotification> batch, Throwable error) {
        return Mono.just(
                batch.stream().<Answer>map(each -> new Answer.Failed(error)).toList());
    }

    private static boolean isOutage(Throwable error) {
        return error instanceof DataAccessException
                && (error instanceof DataAccessResourceFailureException
                        || error instanceof TransientDataAccessException);
    }
}
