package io.notificationhub.intake.attempt;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.CloudEventHeaders;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.Topics;
import io.notificationhub.contracts.Try;
import io.notificationhub.messaging.Inbox;
import io.notificationhub.messaging.Received;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import reactor.core.publisher.Mono;

/** Applies results, a polled batch in one transaction. A result that was seen before, or comes out of order, changes nothing it must not. */
class ResultListener {
    private static final Logger log = LoggerFactory.getLogger(ResultListener.class);

    private final Inbox inbox;
    private final AttemptChanges attempts;
    private final AfterResult afterResult;
    private final Ids ids;
    private final Clock clock;
    private final MeterRegistry metrics;

    ResultListener(
            Inbox inbox,
            AttemptChanges attempts,
            AfterResult afterResult,
            Ids ids,
            Clock clock,
            MeterRegistry metrics) {
        this.inbox = inbox;
        this.attempts = attempts;
        this.afterResult = afterResult;
        this.ids = ids;
        this.clock = clock;
        this.metrics = metrics;
    }

    @KafkaListener(id = "results", groupId = "${spring.application.name}.results", topics = Topics.RESULT)
    Mono<Void> on(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(records, DeliveryResult.class, this::apply);
    }

    private Mono<Void> apply(List<Received<DeliveryResult>> batch) {
        Map<UUID, List<Received<DeliveryResult>>> byAttempt = new LinkedHashMap<>();
        batch.forEach(each -> byAttempt
                .computeIfAbsent(each.event().attemptId(), id -> new ArrayList<>())
                .add(each));
        return attempts.apply(byAttempt.keySet(), locked -> changes(byAttempt, locked));
    }

    private List<Change> changes(Map<UUID, List<Received<DeliveryResult>>> byAttempt, Map<UUID, StoredAttempt> locked) {
        Instant now = clock.instant();
        List<Change> changes = new ArrayList<>(byAttempt.size());
        byAttempt.forEach((id, results) -> {
            StoredAttempt stored = locked.get(id);
            if (stored == null) {
                metrics.counter("hub.results.unknown").increment();
                log.error("A result names attempt {}, which does not exist", id);
            } else {
                changes.add(change(stored, results, now));
            }
        });
        return changes;
    }

    private Change change(StoredAttempt stored, List<Received<DeliveryResult>> results, Instant now) {
        Attempt state = stored.state();
        List<Try> tries = stored.tries();
        Instant nextRoundAt = null;
        DeliveryResult counted = null;
        String traceparent = null;
        for (Received<DeliveryResult> received : results) {
            DeliveryResult result = stored.erased() ? received.event().withoutReason() : received.event();
            traceparent = received.header(CloudEventHeaders.TRACEPARENT);
            AfterResult.Next next = afterResult.apply(state, result, now);
            if (counted == null || !next.state().equals(state)) {
                counted = result;
                nextRoundAt = next.nextRoundAt();
            }
            state = next.state();
            tries = with(tries, result);
        }
        return new Change(stored, state, tries, counted, nextRoundAt, newRow(stored, state), traceparent);
    }

    private @Nullable UUID newRow(StoredAttempt stored, Attempt state) {
        return state instanceof Attempt.Pending
                        && state.round() > stored.state().round()
                ? ids.next()
                : null;
    }

    private static List<Try> with(List<Try> tries, DeliveryResult result) {
        boolean known = tries.stream()
                .anyMatch(each -> each.round() == result.round()
                        && each.outcome().equals(result.outcome().name()));
        if (known) {
            return tries;
        }
        List<Try> more = new ArrayList<>(tries);
        more.add(new Try(
                result.round(),
                result.finishedAt(),
                result.outcome().name(),
                result.vendorCode(),
                result.failureReason(),
                result.calls()));
        return more;
    }
}
