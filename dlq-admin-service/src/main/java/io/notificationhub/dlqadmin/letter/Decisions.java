package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.ReplayRequested;
import io.notificationhub.dlqadmin.audit.Audit;
import io.notificationhub.dlqadmin.audit.AuditEntry;
import io.notificationhub.dlqadmin.request.DlqError;
import io.notificationhub.outbox.Outbox;
import io.notificationhub.web.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Carries out operators' decisions: the letter's state, the audit entry and the event for intake become true together or not at all. */
@Component
public class Decisions {
    private final DeadLetters letters;
    private final Audit audit;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Ids ids;
    private final Clock clock;

    Decisions(
            DeadLetters letters, Audit audit, Outbox outbox, TransactionalOperator transaction, Ids ids, Clock clock) {
        this.letters = letters;
        this.audit = audit;
        this.outbox = outbox;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /** Decides about one letter. Of two concurrent calls one succeeds, the other is refused. */
    public Mono<DeadLetter> decide(UUID attemptId, Command command, Order order) {
        Mono<DeadLetter> decided = letters.find(attemptId)
                .switchIfEmpty(Mono.error(() ->
                        ProblemException.of(DlqError.DEAD_LETTER_NOT_FOUND, "No dead letter has the id " + attemptId)))
                .flatMap(letter -> within(letter, command, order));
        return transaction.transactional(decided);
    }

    /** Decides inside the caller's transaction. Fails with {@code ILLEGAL_DLQ_OPERATION}, having changed nothing, if it isn't legal. */
    public Mono<DeadLetter> within(DeadLetter letter, Command command, Order order) {
        Instant now = clock.instant();
        return switch (letter.state().on(command, now)) {
            case Verdict.Refused refused -> Mono.error(refused.why().problem());
            case Verdict.Allowed allowed -> {
                AuditEntry entry = AuditEntry.decision(
                        ids.next(),
                        now,
                        order.operator(),
                        command.decision(),
                        letter.attemptId(),
                        order.jobId(),
                        command.reason(),
                        command.force());
                ReplayRequested event = new ReplayRequested(
                        letter.attemptId(),
                        letter.round(),
                        command.decision(),
                        command.force(),
                        order.operator().name(),
                        command.reason(),
                        now);
                yield letters.decide(letter, allowed.next())
                        .switchIfEmpty(Mono.error(Refusal.JUST_CHANGED::problem))
                        .flatMap(decided -> audit.append(entry)
                                .then(Mono.defer(() -> outbox.append(List.of(outbox.row(event, order.traceparent())))))
                                .thenReturn(decided));
            }
        };
    }
}
