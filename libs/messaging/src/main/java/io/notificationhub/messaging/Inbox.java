package io.notificationhub.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.HubEvent;
import io.notificationhub.contracts.MalformedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Takes a polled batch of records to the handler, at least once and in order. Completes only when every record was handled or stands in the
 * topic's poison topic; it never fails, so the offset of the batch may be committed when it completes.
 *
 * <ul>
 *   <li>Text that is not the event goes to {@code {topic}.dlq} at once.
 *   <li>When infrastructure is down the batch waits and is tried again for as long as it takes: nothing is lost by an outage.
 *   <li>A batch that fails for another reason is halved until the one bad record is alone; it is tried again after 1, 2 and 4 s and
 *       then goes to {@code {topic}.dlq}, and what is behind it goes on.
 * </ul>
 */
public final class Inbox {
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final PoisonRecords poison;
    private final Outages outages;
    private final InboxProperties properties;
    private final MeterRegistry metrics;

    Inbox(PoisonRecords poison, Outages outages, InboxProperties properties, MeterRegistry metrics) {
        this.poison = poison;
        this.outages = outages;
        this.properties = properties;
        this.metrics = metrics;
    }

    /** Handles a batch of one event type. The handler must be idempotent: it may see a record again. */
    public <E extends HubEvent> Mono<Void> handle(
            List<ConsumerRecord<String, String>> records,
            Class<E> type,
            Function<List<Received<E>>, Mono<Void>> handler) {
        return handle(records, json -> EventJson.read(json, type), handler);
    }

    /**
     * Handles a batch of records of any shape. {@code parse} throws {@link MalformedEvent} for a record that can't be read; any other exception
     * of it counts as that too.
     */
    public <E> Mono<Void> handle(
            List<ConsumerRecord<String, String>> records,
            Function<String, E> parse,
            Function<List<Received<E>>, Mono<Void>> handler) {
        return handle(records, parse, handler, afterEachFailure());
    }

    /**
     * Handles one record of several that were polled together and are handled one after the other. Its further tries are due 1, 3 and 7 s after the poll and not
     * after its own first one, so that the whole poll is held up no longer than one bad record holds it.
     *
     * @param polledAt as {@link System#nanoTime()} has it
     */
    public <E> Mono<Void> handle(
            ConsumerRecord<String, String> one,
            Function<String, E> parse,
            Function<List<Received<E>>, Mono<Void>> handler,
            long polledAt) {
        return handle(List.of(one), parse, handler, sincePolled(polledAt));
    }

    private <E> Mono<Void> handle(
            List<ConsumerRecord<String, String>> records,
            Function<String, E> parse,
            Function<List<Received<E>>, Mono<Void>> handler,
            Retry retries) {
        List<Received<E>> readable = new ArrayList<>(records.size());
        List<Mono<Void>> unreadable = new ArrayList<>();
        for (ConsumerRecord<String, String> each : records) {
            try {
                if (each.value() == null) {
                    throw new MalformedEvent("The record has no value", null);
                }
                if (each.headers().lastHeader(Utf8Deserializer.RAW_VALUE) != null) {
                    throw new MalformedEvent("The record is not UTF-8", null);
                }
                readable.add(new Received<>(each, parse.apply(each.value())));
            } catch (RuntimeException e) {
                unreadable.add(poison.put(each, e, 0));
            }
        }
        return Flux.concat(unreadable)
                .then(readable.isEmpty() ? Mono.<Void>empty() : process(readable, handler, retries))
                .retryWhen(untilItWorks());
    }

    private <E> Mono<Void> process(
            List<Received<E>> batch, Function<List<Received<E>>, Mono<Void>> handler, Retry retries) {
        if (batch.size() == 1) {
            return alone(batch.getFirst(), handler, retries);
        }
        return Mono.defer(() -> handler.apply(batch))
                .retryWhen(untilOutageIsOver())
                .onErrorResume(error -> {
                    int half = batch.size() / 2;
                    return process(batch.subList(0, half), handler, retries)
                            .then(Mono.defer(() -> process(batch.subList(half, batch.size()), handler, retries)));
                });
    }

    private <E> Mono<Void> alone(Received<E> received, Function<List<Received<E>>, Mono<Void>> handler, Retry retries) {
        return Mono.defer(() -> handler.apply(List.of(received)))
                .retryWhen(untilOutageIsOver())
                .retryWhen(retries)
                .onErrorResume(error -> poison.put(received.raw(), error, properties.retries()));
    }

    private Retry afterEachFailure() {
        return Retry.backoff(properties.retries(), properties.firstBackoff())
                .jitter(0)
                .transientErrors(false)
                .onRetryExhaustedThrow((spec, signal) -> signal.failure());
    }

    private Retry sincePolled(long polledAt) {
        return Retry.from(failures -> failures.concatMap(failure -> {
            if (failure.totalRetries() >= properties.retries()) {
                return Mono.error(failure.failure());
            }
            long due = properties.firstBackoff().toNanos() * ((2L << failure.totalRetries()) - 1);
            long left = due - (System.nanoTime() - polledAt);
            return left > 0 ? Mono.delay(Duration.ofNanos(left)) : Mono.just(0L);
        }));
    }

    private Retry untilOutageIsOver() {
        return Retry.backoff(Long.MAX_VALUE, properties.outageBackoff())
                .maxBackoff(properties.maxOutageBackoff())
                .filter(outages::isOutage)
                .transientErrors(true)
                .doBeforeRetry(signal -> waiting(signal.failure()));
    }

    /** Only publishing to the poison topic can fail here; it is as durable as Kafka, so it waits for Kafka. */
    private Retry untilItWorks() {
        return Retry.backoff(Long.MAX_VALUE, properties.outageBackoff())
                .maxBackoff(properties.maxOutageBackoff())
                .transientErrors(true)
                .doBeforeRetry(signal -> waiting(signal.failure()));
    }

    private void waiting(Throwable failure) {
        metrics.counter("hub.inbox.waits", "exception", failure.getClass().getSimpleName())
                .increment();
        log.warn("Records wait: {}", failure.toString());
    }
}
