package io.notificationhub.dlqadmin.audit;

import io.notificationhub.dlqadmin.sql.Columns;
import io.notificationhub.dlqadmin.sql.Criteria;
import io.r2dbc.spi.Parameter;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** The audit trail: the table, whose entries can't be changed, and the logger {@code audit}. */
@Repository
public class Audit {
    private static final Logger log = LoggerFactory.getLogger("audit");
    private static final String INSERT = """
            INSERT INTO audit_entry (id, at, actor, client_ip, action, attempt_id, job_id, reason, forced, filter, counts,
                template_id, template_key, template_locale, template_channel, template_revision)
            VALUES (:id, :at, :actor, :clientIp, :action, :attemptId, :jobId, :reason, :forced, :filter::jsonb, :counts::jsonb,
                :templateId, :templateKey, :templateLocale, :templateChannel, :templateRevision)
            ON CONFLICT (template_id, template_revision) WHERE template_id IS NOT NULL DO NOTHING
            """;
    private static final String SELECT = """
            SELECT id, at, actor, client_ip, action, attempt_id, job_id, reason, forced, filter::text AS filter, counts::text AS counts,
                template_id, template_key, template_locale, template_channel, template_revision
            FROM audit_entry WHERE\s""";

    private final DatabaseClient database;

    Audit(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Adds the entry within the current transaction, and logs it when that has committed. Does neither if there is an entry about the same revision
     * of a template. Fails if there is no transaction.
     */
    public Mono<Void> append(AuditEntry entry) {
        ChangedTemplate template = entry.template();
        Mono<Long> insert = database.sql(INSERT)
                .bind("id", entry.id())
                .bind("at", Columns.utc(entry.at()))
                .bind("actor", entry.actor())
                .bind("clientIp", entry.clientIp())
                .bind("action", entry.action().name())
                .bind("attemptId", Columns.nullable(entry.attemptId(), UUID.class))
                .bind("jobId", Columns.nullable(entry.jobId(), UUID.class))
                .bind("reason", Columns.nullable(entry.reason(), String.class))
                .bind("forced", Columns.nullable(entry.force(), Boolean.class))
                .bind("filter", Columns.nullable(entry.filter(), String.class))
                .bind("counts", Columns.nullable(entry.counts(), String.class))
                .bind("templateId", part(template, ChangedTemplate::id, UUID.class))
                .bind("templateKey", part(template, ChangedTemplate::key, String.class))
                .bind("templateLocale", part(template, ChangedTemplate::locale, String.class))
                .bind(
                        "templateChannel",
                        part(template, changed -> changed.channelType().name(), String.class))
                .bind("templateRevision", part(template, ChangedTemplate::revision, Integer.class))
                .fetch()
                .rowsUpdated();
        return TransactionSynchronizationManager.forCurrentTransaction()
                .flatMap(current -> insert.filter(added -> added == 1)
                        .doOnNext(added -> current.registerSynchronization(new LogWhenCommitted(entry))))
                .then();
    }

    private static <T> Parameter part(
            @Nullable ChangedTemplate template, Function<ChangedTemplate, T> part, Class<T> type) {
        return Columns.nullable(template == null ? null : part.apply(template), type);
    }

    /** Up to {@code most} entries before the cursor, newest first. */
    public Mono<List<AuditEntry>> page(
            @Nullable String actor, @Nullable AuditAction action, @Nullable UUID cursor, int most) {
        Criteria criteria = new Criteria()
                .is("actor", "actor", actor)
                .is("action", "action", action == null ? null : action.name())
                .and("id < :cursor", "cursor", cursor);
        return criteria.bind(database.sql(SELECT + criteria.sql()
                        + criteria.ordered("id", Criteria.Direction.DESCENDING) + " LIMIT " + most))
                .map(AuditEntry::of)
                .all()
                .collectList();
    }

    /** What was decided about one letter, newest first. */
    public Mono<List<AuditEntry>> about(UUID attemptId) {
        return database.sql(SELECT + "attempt_id = :attemptId ORDER BY id DESC LIMIT 100")
                .bind("attemptId", attemptId)
                .map(AuditEntry::of)
                .all()
                .collectList();
    }

    private record LogWhenCommitted(AuditEntry entry) implements TransactionSynchronization {
        @Override
        public Mono<Void> afterCommit() {
            return Mono.fromRunnable(() -> log.info(
                    "{} by {} from {}: attempt={} job={} force={} filter={} counts={} template={} reason={}",
                    entry.action(),
                    entry.actor(),
                    entry.clientIp(),
                    entry.attemptId(),
                    entry.jobId(),
                    entry.force(),
                    entry.filter(),
                    entry.counts(),
                    entry.template(),
                    entry.reason()));
        }
    }
}
