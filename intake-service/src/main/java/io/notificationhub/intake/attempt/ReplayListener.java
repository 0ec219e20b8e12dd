package io.notificationhub.intake.attempt;

import io.notificationhub.contracts.CloudEventHeaders;
import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.ReplayRequested;
import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.Inbox;
import io.notificationhub.messaging.Received;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import reactor.core.publisher.Mono;

/** Carries out what operators decide about exhausted attempts. A decision about another end than the present one changes nothing. */
class ReplayListener {
    private final Inbox inbox;
    private final AttemptChanges attempts;
    private final Ids ids;
    private final Clock clock;

    ReplayListener(Inbox inbox, AttemptChanges attempts, Ids ids, Clock clock) {
        this.inbox = inbox;
        this.attempts = attempts;
        this.ids = ids;
        this.clock = clock;
    }

    @KafkaListener(id = "replays", groupId = "${spring.application.name}.replays", topics = Topics.REPLAY)
    Mono<Void> on(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(records, ReplayRequested.class, this::apply);
    }

    private Mono<Void> apply(List<Received<ReplayRequested>> batch) {
        Map<UUID, Received<ReplayRequested>> newest = new LinkedHashMap<>();
        batch.forEach(each -> newest.merge(
                each.event().attemptId(),
                each,
                (a, b) -> a.event().round() >= b.event().round() ? a : b));
        return attempts.apply(
                newest.keySet(),
                locked -> locked.values().stream()
                        .map(stored -> change(stored, Objects.requireNonNull(newest.get(stored.id()))))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private @Nullable Change change(StoredAttempt stored, Received<ReplayRequested> received) {
        ReplayRequested request = received.event();
        String traceparent = received.header(CloudEventHeaders.TRACEPARENT);
        if (!(stored.state() instanceof Attempt.Exhausted exhausted) || exhausted.round() != request.round()) {
            return null;
        }
        return switch (request.decision()) {
            case REPLAY ->
                new Change(stored, exhausted.replay(), stored.tries(), null, clock.instant(), ids.next(), traceparent);
            case DISCARD -> new Change(stored, exhausted.discard(), stored.tries(), null, null, null, traceparent);
        };
    }
}
