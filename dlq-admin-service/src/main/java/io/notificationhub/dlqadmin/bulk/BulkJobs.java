package io.notificationhub.dlqadmin.bulk;

import io.notificationhub.dlqadmin.letter.DeadLetter;
import io.notificationhub.dlqadmin.letter.Filter;
import io.notificationhub.dlqadmin.sql.Columns;
import io.notificationhub.dlqadmin.sql.Criteria;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * The stored bulk jobs. A lease is timed by the database's clock alone, so replicas need not agree about the time; each time a job is taken its
 * lease has a new owner, which fences off whoever held it before.
 */
@Repository
class BulkJobs {
    /** A letter that a job still has to decide, with the round it had when the job began. */
    record Item(UUID attemptId, int round) {}

    private static final String START = """
            WITH job AS (
                INSERT INTO bulk_job (job_id, operation, state, reason, operator, client_ip, traceparent, filter, rate_per_second,
                    total_count, started_at)
                SELECT :jobId, :operation, 'RUNNING', :reason, :operator, :clientIp, :traceparent, :filter::jsonb, :rate, count(*), :now
                FROM dead_letter WHERE %1$s
                RETURNING *),
            item AS (
                INSERT INTO bulk_job_item (job_id, attempt_id, round) SELECT :jobId, attempt_id, round FROM dead_letter WHERE %1$s)
            SELECT\s""" + BulkJob.COLUMNS + " FROM job";

    private static final String TAKE = """
            UPDATE bulk_job SET lease_owner = :owner, lease_until = clock_timestamp() + make_interval(secs => :lease)
            WHERE job_id = (SELECT job_id FROM bulk_job WHERE state = 'RUNNING' AND lease_until < clock_timestamp()
                            ORDER BY job_id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING\s""" + BulkJob.COLUMNS;

    private static final String PROLONG = """
            UPDATE bulk_job SET lease_until = clock_timestamp() + make_interval(secs => :lease)
            WHERE job_id = :jobId AND lease_owner = :owner AND state = 'RUNNING'
            """;

    /** Of those who want to strike a letter off one does, whoever holds the lease; the others wait for its end and find nothing. */
    private static final String STRIKE_OFF =
            """
            WITH struck AS (
                DELETE FROM bulk_job_item WHERE job_id = :jobId AND attempt_id = :attemptId
                    AND EXISTS (SELECT FROM bulk_job WHERE job_id = :jobId AND lease_owner = :owner AND state = 'RUNNING')
                RETURNING attempt_id)
            SELECT\s""" + DeadLetter.COLUMNS + " FROM struck JOIN dead_letter USING (attempt_id)";

    private static final String COUNT = """
            INSERT INTO bulk_job_count AS counted (job_id, lane, success_count, failure_count, first_error, first_error_at)
            VALUES (:jobId, :lane, :success, :failure, :error, :at)
            ON CONFLICT (job_id, lane) DO UPDATE SET success_count = counted.success_count + EXCLUDED.success_count,
                failure_count = counted.failure_count + EXCLUDED.failure_count,
                first_error = coalesce(counted.first_error, EXCLUDED.first_error),
                first_error_at = coalesce(counted.first_error_at, EXCLUDED.first_error_at)
            """;

    private static final String SUMS = """
            SELECT coalesce(sum(success_count), 0)::bigint AS success, coalesce(sum(failure_count), 0)::bigint AS failure,
                (array_agg(first_error ORDER BY first_error_at) FILTER (WHERE first_error IS NOT NULL))[1] AS error
            FROM\s""";

    private static final String SHOW = """
            WITH job AS (
                SELECT bulk_job.*, lanes.* FROM bulk_job CROSS JOIN LATERAL (%2$s bulk_job_count WHERE job_id = bulk_job.job_id) AS lanes
                WHERE %1$s)
            SELECT job_id, operation, state, reason, operator, client_ip, traceparent, filter::text AS filter, rate_per_second, total_count,
                success_count + success AS success_count, failure_count + failure AS failure_count,
                coalesce(first_error, error) AS first_error, started_at, finished_at
            FROM job ORDER BY job_id DESC LIMIT :most
            """;

    /** For a running job that is locked and of which no letter is in hand. */
    private static final String END = """
            WITH lane AS (DELETE FROM bulk_job_count WHERE job_id = :jobId RETURNING *), lanes AS (%s lane)
            UPDATE bulk_job SET finished_at = :now, success_count = success_count + success, failure_count = failure_count + failure,
                first_error = coalesce(first_error, error),
                state = CASE WHEN :cancelled THEN 'CANCELLED' WHEN failure_count + failure = 0 THEN 'SUCCEEDED'
                             WHEN success_count + success = 0 THEN 'FAILED' ELSE 'PARTIAL_FAILURE' END
            FROM lanes WHERE job_id = :jobId
            RETURNING\s""".formatted(SUMS) + BulkJob.COLUMNS;

    private final DatabaseClient database;
    private final Clock clock;

    BulkJobs(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Starts the job on the letters that are open and meet the filter now, in one statement and so from one snapshot. */
    Mono<BulkJob> start(BulkJob job, Filter filter) {
        Criteria open = filter.open();
        DatabaseClient.GenericExecuteSpec statement = database.sql(START.formatted(open.sql()))
                .bind("jobId", job.jobId())
                .bind("operation", job.operation().name())
                .bind("reason", job.reason())
                .bind("operator", job.operator().name())
                .bind("clientIp", job.operator().clientIp())
                .bind("traceparent", Columns.nullable(job.traceparent(), String.class))
                .bind("filter", job.filter())
                .bind("rate", Columns.nullable(job.ratePerSecond(), Integer.class))
                .bind("now", Columns.utc(job.startedAt()));
        return open.bind(statement).map(BulkJob::of).one();
    }

    Mono<BulkJob> find(UUID jobId) {
        return database.sql(SHOW.formatted("job_id = :jobId", SUMS))
                .bind("jobId", jobId)
                .bind("most", 1)
                .map(BulkJob::of)
                .one();
    }

    /** The jobs begun last. */
    Mono<List<BulkJob>> latest(int most) {
        return database.sql(SHOW.formatted(
                        "job_id IN (SELECT job_id FROM bulk_job ORDER BY job_id DESC LIMIT :most)", SUMS))
                .bind("most", most)
                .map(BulkJob::of)
                .all()
                .collectList();
    }

    /** Takes a job that nobody works on; empty if there is none. */
    Mono<BulkJob> take(UUID owner, Duration lease) {
        return database.sql(TAKE)
                .bind("owner", owner)
                .bind("lease", lease.toMillis() / 1000.0)
                .map(BulkJob::of)
                .one();
    }

    /** Prolongs the lease, and in a transaction locks the job until its end; false if it was cancelled or taken over. */
    Mono<Boolean> prolong(UUID jobId, UUID owner, Duration lease) {
        return database.sql(PROLONG)
                .bind("jobId", jobId)
                .bind("owner", owner)
                .bind("lease", lease.toMillis() / 1000.0)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> release(UUID jobId, UUID owner) {
        return database.sql(
                        "UPDATE bulk_job SET lease_until = '-infinity' WHERE job_id = :jobId AND lease_owner = :owner")
                .bind("jobId", jobId)
                .bind("owner", owner)
                .then();
    }

    /** The next letters behind the given one, by id. */
    Mono<List<Item>> items(UUID jobId, UUID after, int most) {
        return database.sql("""
                        SELECT attempt_id, round FROM bulk_job_item WHERE job_id = :jobId AND attempt_id > :after
                        ORDER BY attempt_id LIMIT\s""" + most)
                .bind("jobId", jobId)
                .bind("after", after)
                .map(row -> new Columns(row))
                .all()
                .map(columns -> new Item(columns.uuid("attempt_id"), columns.integer("round")))
                .collectList();
    }

    /** Strikes the letter off and tells how it stands; empty if that was done already, or the job is this owner's no more. */
    Mono<DeadLetter> strikeOff(UUID jobId, UUID owner, Item item) {
        return database.sql(STRIKE_OFF)
                .bind("jobId", jobId)
                .bind("owner", owner)
                .bind("attemptId", item.attemptId())
                .map(DeadLetter::of)
                .one();
    }

    Mono<Void> countSuccess(UUID jobId, int lane) {
        return count(jobId, lane, 1, 0, null);
    }

    Mono<Void> countFailure(UUID jobId, int lane, String error) {
        return count(jobId, lane, 0, 1, error);
    }

    private Mono<Void> count(UUID jobId, int lane, long success, long failure, @Nullable String error) {
        OffsetDateTime at = error == null ? null : Columns.utc(clock.instant());
        return database.sql(COUNT)
                .bind("jobId", jobId)
                .bind("lane", lane)
                .bind("success", success)
                .bind("failure", failure)
                .bind("error", Columns.nullable(error, String.class))
                .bind("at", Columns.nullable(at, OffsetDateTime.class))
                .then();
    }

    /** Ends a job all of whose letters are decided; empty if it isn't this owner's any more. Needs a transaction. */
    Mono<BulkJob> finish(UUID jobId, UUID owner, Duration lease) {
        return prolong(jobId, owner, lease).filter(ours -> ours).flatMap(ours -> end(jobId, false));
    }

    /** Ends a running job and drops what it had still to do, once the letters in hand are decided; empty if it isn't running. Needs a transaction. */
    Mono<BulkJob> cancel(UUID jobId) {
        return database.sql("SELECT job_id FROM bulk_job WHERE job_id = :jobId AND state = 'RUNNING' FOR UPDATE")
                .bind("jobId", jobId)
                .map(row -> new Columns(row).uuid("job_id"))
                .one()
                .flatMap(locked -> database.sql("DELETE FROM bulk_job_item WHERE job_id = :jobId")
                        .bind("jobId", locked)
                        .then()
                        .then(end(locked, true)));
    }

    private Mono<BulkJob> end(UUID jobId, boolean cancelled) {
        return database.sql(END)
                .bind("jobId", jobId)
                .bind("cancelled", cancelled)
                .bind("now", Columns.utc(clock.instant()))
                .map(BulkJob::of)
                .one();
    }
}
