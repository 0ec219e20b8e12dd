package io.notificationhub.intake.attempt;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.intake.fallback.Fallbacks;
import io.notificationhub.intake.fallback.Undelivered;
import io.notificationhub.outbox.Outbox;
import io.notificationhub.outbox.OutboxRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Carries changes of attempts out: state, history, next rounds, dead letters and the notifications' completion, in one transaction. */
final class AttemptChanges {
    /** A replayed message whose time is over gets this long. */
    private static final Duration SECOND_LIFE = Duration.ofHours(24);

    private final AttemptTable table;
    private final WatchTable watched;
    private final Outbox outbox;
    private final Consequences consequences;
    private final Fallbacks fallbacks;
    private final TransactionalOperator transaction;
    private final Clock clock;

    AttemptChanges(
            AttemptTable table,
            WatchTable watched,
            Outbox outbox,
            Consequences consequences,
            Fallbacks fallbacks,
            TransactionalOperator transaction,
            Clock clock) {
        this.table = table;
        this.watched = watched;
        this.outbox = outbox;
        this.consequences = consequences;
        this.fallbacks = fallbacks;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Locks the attempts, lets {@code decide} say what changes, and writes it. An id that is not known is left out. */
    Mono<Void> apply(Collection<UUID> ids, Function<Map<UUID, StoredAttempt>, List<Change>> decide) {
        Mono<Void> work = table.lock(ids).flatMap(locked -> {
            List<Change> changes =
                    decide.apply(locked).stream().filter(Change::isNews).toList();
            return changes.isEmpty() ? Mono.empty() : write(changes);
        });
        return transaction.transactional(work);
    }

    private Mono<Void> write(List<Change> changes) {
        Instant now = clock.instant();
        List<UUID> needMessage = changes.stream()
                .filter(change -> change.beginsRound() || change.isNewlyExhausted())
                .map(Change::id)
                .toList();
        return table.messages(needMessage)
                .flatMap(messages -> table.update(changes, now)
                        .then(table.withdraw(changes))
                        .then(table.countOpen(changes))
                        .then(watched.watch(replayed(changes)))
                        .then(outbox.append(events(changes, messages, now)))
                        .then(fallbacks.begin(undelivered(changes, messages))));
    }

    /** Where nobody knows whether a message arrived, no other channel repeats it. */
    private static List<Undelivered> undelivered(List<Change> changes, Map<UUID, DeliveryRequested> messages) {
        List<Undelivered> undelivered = new ArrayList<>();
        for (Change change : changes) {
            DeliveryRequested message = messages.get(change.id());
            if (message != null
                    && change.isNewlyExhausted()
                    && change.after() instanceof Attempt.Exhausted exhausted
                    && exhausted.errorClass() != ErrorClass.AMBIGUOUS) {
                DeliveryResult last = change.result();
                undelivered.add(new Undelivered(
                        message,
                        Undelivered.Cause.EXHAUSTED,
                        last == null ? null : last.vendorCode(),
                        change.traceparent()));
            }
        }
        return undelivered;
    }

    /** Only new attempts are found by their age. */
    private static List<UUID> replayed(List<Change> changes) {
        return changes.stream()
                .filter(change ->
                        change.before().state().isFinal() && !change.after().isFinal())
                .map(Change::id)
                .toList();
    }

    private List<OutboxRow> events(List<Change> changes, Map<UUID, DeliveryRequested> messages, Instant now) {
        List<OutboxRow> rows = new ArrayList<>();
        for (Change change : changes) {
            DeliveryRequested message = messages.get(change.id());
            if (message == null) {
                continue;
            }
            if (change.beginsRound()) {
                rows.add(nextRound(change, message, now));
            } else {
                rows.add(outbox.row(consequences.deadLetter(change, message, now), change.traceparent()));
                rows.add(outbox.row(consequences.alert(change, message, now), change.traceparent()));
            }
        }
        return rows;
    }

    /** The message as a round hands it over: once it was replayed, each of its rounds gets the time that it needs. */
    static DeliveryRequested inRound(DeliveryRequested message, Attempt attempt, Instant now) {
        boolean over = !now.isBefore(message.expiresAt());
        return message.inRound(
                attempt.round(), attempt.isReplayed() && over ? now.plus(SECOND_LIFE) : message.expiresAt());
    }

    private OutboxRow nextRound(Change change, DeliveryRequested message, Instant now) {
        Instant at = change.nextRoundAt() == null ? now : change.nextRoundAt();
        OutboxRow row = outbox.row(inRound(message, change.after(), now), change.traceparent(), at);
        return change.outboxId() == null ? row : row.withId(change.outboxId());
    }
}
