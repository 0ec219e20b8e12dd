package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.DeadLetterRaised;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.Inbox;
import io.notificationhub.messaging.Received;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What other services tell the desk. Each handler may see a record again, late, or before an earlier one of another topic. */
@Component
class DeskInbox {
    private final Inbox inbox;
    private final DeadLetters letters;
    private final FailedAttempts failures;
    private final Erasures erasures;
    private final TransactionalOperator transaction;

    DeskInbox(
            Inbox inbox,
            DeadLetters letters,
            FailedAttempts failures,
            Erasures erasures,
            TransactionalOperator transaction) {
        this.inbox = inbox;
        this.letters = letters;
        this.failures = failures;
        this.erasures = erasures;
        this.transaction = transaction;
    }

    @KafkaListener(topics = "#{deadLetterTopics}", groupId = "${spring.application.name}.dead-letters")
    Mono<Void> deadLetters(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(records, DeadLetterRaised.class, this::store);
    }

    @KafkaListener(topics = Topics.RESULT, groupId = "${spring.application.name}.results")
    Mono<Void> results(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(records, DeliveryResult.class, this::end);
    }

    @KafkaListener(topics = Topics.PROFILE_CHANGED, groupId = "${spring.application.name}.profiles")
    Mono<Void> profiles(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(records, ProfileChanged.class, this::erase);
    }

    private Mono<Void> store(List<Received<DeadLetterRaised>> batch) {
        Map<UUID, DeadLetterRaised> latest = new LinkedHashMap<>();
        batch.forEach(received -> latest.merge(
                received.event().attemptId(),
                received.event(),
                (one, other) -> one.round() >= other.round() ? one : other));
        Set<String> recipients =
                latest.values().stream().map(DeadLetterRaised::recipientId).collect(Collectors.toSet());
        Mono<Void> amended =
                Mono.defer(() -> letters.resolveLate(latest.keySet()).then(erasures.emptyLettersOf(recipients)));
        // Once more after the commit: an erasure or a success that was written at the same time saw neither these
        // letters, nor they it.
        return transaction
                .transactional(letters.store(latest.values()).then(amended))
                .then(amended);
    }

    /** In this order a success wins over a failure and an expiry of the same batch, and is remembered before it looks for its letter. */
    private Mono<Void> end(List<Received<DeliveryResult>> batch) {
        List<DeliveryResult> expired = with(DeliveryResult.Outcome.EXPIRED, batch);
        Set<UUID> failed = idsWith(DeliveryResult.Outcome.FAILED, batch);
        Set<UUID> accepted = idsWith(DeliveryResult.Outcome.SUCCEEDED, batch);
        return (failed.isEmpty() ? Mono.<Void>empty() : failures.remember(failed))
                .then(expired.isEmpty() ? Mono.<Void>empty() : letters.expire(expired))
                .then(
                        accepted.isEmpty()
                                ? Mono.empty()
                                : failures.succeeded(accepted).then(letters.resolve(accepted)));
    }

    private static Set<UUID> idsWith(DeliveryResult.Outcome outcome, List<Received<DeliveryResult>> batch) {
        return with(outcome, batch).stream().map(DeliveryResult::attemptId).collect(Collectors.toSet());
    }

    private static List<DeliveryResult> with(DeliveryResult.Outcome outcome, List<Received<DeliveryResult>> batch) {
        return batch.stream()
                .map(Received::event)
                .filter(result -> result.outcome() == outcome)
                .toList();
    }

    private Mono<Void> erase(List<Received<ProfileChanged>> batch) {
        List<ProfileChanged> erased = batch.stream()
                .map(Received::event)
                .filter(ProfileChanged::erased)
                .toList();
        // The tombstone is committed first; a letter stored from then on is emptied by whoever stores it.
        return erased.isEmpty()
                ? Mono.empty()
                : erasures.remember(erased)
                        .then(erasures.emptyLettersOf(
                                erased.stream().map(ProfileChanged::recipientId).collect(Collectors.toSet())));
    }
}
