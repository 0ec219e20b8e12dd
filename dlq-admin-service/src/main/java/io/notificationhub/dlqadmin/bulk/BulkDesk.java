package io.notificationhub.dlqadmin.bulk;

import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.ReplayRequested.Decision;
import io.notificationhub.dlqadmin.audit.Audit;
import io.notificationhub.dlqadmin.audit.AuditAction;
import io.notificationhub.dlqadmin.audit.AuditEntry;
import io.notificationhub.dlqadmin.letter.DeadLetter;
import io.notificationhub.dlqadmin.letter.DeadLetters;
import io.notificationhub.dlqadmin.letter.Filter;
import io.notificationhub.dlqadmin.letter.Refusal;
import io.notificationhub.dlqadmin.request.DlqError;
import io.notificationhub.web.Caller;
import io.notificationhub.web.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What operators do with bulk actions: look what one would hit, start one, watch it, stop it. {@link BulkRunner} does the work. */
@Component
public class BulkDesk {
    /** What a bulk action would hit. */
    public record Preview(long count, List<UUID> sample) {}

    private static final int SAMPLE = 10;

    private final BulkJobs jobs;
    private final DeadLetters letters;
    private final Audit audit;
    private final TransactionalOperator transaction;
    private final JsonMapper json;
    private final Ids ids;
    private final Clock clock;

    BulkDesk(
            BulkJobs jobs,
            DeadLetters letters,
            Audit audit,
            TransactionalOperator transaction,
            JsonMapper json,
            Ids ids,
            Clock clock) {
        this.jobs = jobs;
        this.letters = letters;
        this.audit = audit;
        this.transaction = transaction;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** Counts the open letters that meet the filter; changes nothing but the audit trail. */
    public Mono<Preview> preview(Decision decision, Filter filter, @Nullable String reason, Caller.Operator operator) {
        Mono<Preview> preview = letters.countOpen(filter)
                .flatMap(count -> letters.firstOpen(filter, SAMPLE)
                        .map(sample -> new Preview(
                                count,
                                sample.stream().map(DeadLetter::attemptId).toList())))
                .flatMap(found -> audited(
                                AuditAction.dryRun(decision),
                                null,
                                operator,
                                reason,
                                text(filter),
                                Map.of("estimated", found.count()))
                        .thenReturn(found));
        return transaction.transactional(preview);
    }

    /** Starts a job. From here on it goes on by itself, whatever becomes of this process. */
    public Mono<BulkJob> start(
            Decision decision,
            Filter filter,
            String reason,
            @Nullable Integer ratePerSecond,
            Caller.Operator operator,
            @Nullable String traceparent) {
        BulkJob wanted = new BulkJob(
                ids.next(),
                decision,
                BulkState.RUNNING,
                reason,
                operator,
                traceparent,
                text(filter),
                ratePerSecond,
                0,
                0,
                0,
                null,
                clock.instant(),
                null);
        Mono<BulkJob> started = jobs.start(wanted, filter)
                .flatMap(job -> audited(
                                AuditAction.start(decision),
                                job.jobId(),
                                operator,
                                reason,
                                job.filter(),
                                Map.of("estimated", job.totalCount()))
                        .thenReturn(job));
        return transaction.transactional(started);
    }

    public Mono<BulkJob> find(UUID jobId) {
        return jobs.find(jobId)
                .switchIfEmpty(Mono.error(
                        () -> ProblemException.of(DlqError.BULK_JOB_NOT_FOUND, "No bulk job has the id " + jobId)));
    }

    /** The jobs begun last, newest first. */
    public Mono<List<BulkJob>> latest(int most) {
        return jobs.latest(most);
    }

    /** Stops a running job; the letters it has decided stay decided. */
    public Mono<BulkJob> cancel(UUID jobId, Caller.Operator operator) {
        Mono<BulkJob> cancelled = jobs.cancel(jobId)
                .flatMap(job -> finished(job, operator).thenReturn(job))
                .switchIfEmpty(Mono.defer(() -> find(jobId)).flatMap(job -> Mono.error(Refusal.JOB_OVER.problem())));
        return transaction.transactional(cancelled);
    }

    /** The last audit entry of a job, due to whoever ended it. */
    Mono<Void> finished(BulkJob job, Caller.Operator by) {
        return audited(
                AuditAction.finish(job.operation()),
                job.jobId(),
                by,
                job.reason(),
                job.filter(),
                Map.of(
                        "total", job.totalCount(),
                        "processed", job.processedCount(),
                        "success", job.successCount(),
                        "failure", job.failureCount()));
    }

    private Mono<Void> audited(
            AuditAction action,
            @Nullable UUID jobId,
            Caller.Operator operator,
            @Nullable String reason,
            String filter,
            Map<String, Long> counts) {
        return Mono.defer(() -> {
            AuditEntry entry =
                    AuditEntry.bulk(ids.next(), clock.instant(), operator, action, jobId, reason, filter, text(counts));
            return audit.append(entry);
        });
    }

    private String text(Object value) {
        return json.writeValueAsString(value);
    }
}
