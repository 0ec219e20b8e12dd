package io.notificationhub.dlqadmin.bulk;

import io.notificationhub.dlqadmin.letter.Filter;
import io.notificationhub.dlqadmin.sql.Columns;
import io.notificationhub.dlqadmin.sql.Criteria;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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

    private static final String HOLD = """
            UPDATE bulk_job SET lease_until = clock_timestamp() + make_interval(secs => :lease)
            WHERE job_id = :jobId AND lease_owner = :owner AND state = 'RUNNING'
            """;

    private static final String FINISH = """
            UPDATE bulk_job SET finished_at = :now,
                state = CASE WHEN failure_count = 0 THEN 'SUCCEEDED' WHEN success_count = 0 THEN 'FAILED' ELSE 'PARTIAL_FAILURE' END
            WHERE job_id = :jobId AND lease_owner = :owner AND state = 'RUNNING'
            RETURNING\s""" + BulkJob.COLUMNS;

    private static final String CANCEL = """
            UPDATE bulk_job SET state = 'CANCELLED', finished_at = :now WHERE job_id = :jobId AND state = 'RUNNING'
            RETURNING\s""" + BulkJob.COLUMNS;

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
        return database.sql("SELECT " + BulkJob.COLUMNS + " FROM bulk_job WHERE job_id = :jobId")
                .bind("jobId", jobId)
                .map(BulkJob::of)
                .one();
    }

    /** The jobs begun last. */
    Mono<List<BulkJob>> latest(int most) {
        return database.sql("SELECT " + BulkJob.COLUMNS + " FROM bulk_job ORDER BY job_id DESC LIMIT " + most)
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

    /** Prolongs the lease and locks the job until the transaction ends; false if it was cancelled or taken over. */
    Mono<Boolean> hold(UUID jobId, UUID owner, Duration lease) {
        return database.sql(HOLD)
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

    Mono<List<Item>> items(UUID jobId, int most) {
        return database.sql(
                        "SELECT attempt_id, round FROM bulk_job_item WHERE job_id = :jobId ORDER BY attempt_id LIMIT "
                                + most)
                .bind("jobId", jobId)
                .map(row -> new Columns(row))
                .all()
                .map(columns -> new Item(columns.uuid("attempt_id"), columns.integer("round")))
                .collectList();
    }

    /** Strikes the letter off; false if that was done already. */
    Mono<Boolean> strikeOff(UUID jobId, Item item) {
        return database.sql("DELETE FROM bulk_job_item WHERE job_id = :jobId AND attempt_id = :attemptId")
                .bind("jobId", jobId)
                .bind("attemptId", item.attemptId())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> countSuccess(UUID jobId) {
        return database.sql("UPDATE bulk_job SET success_count = success_count + 1 WHERE job_id = :jobId")
                .bind("jobId", jobId)
                .then();
    }

    Mono<Void> countFailure(UUID jobId, String error) {
        return database.sql("""
                        UPDATE bulk_job SET failure_count = failure_count + 1, first_error = coalesce(first_error, :error)
                        WHERE job_id = :jobId
                        """).bind("jobId", jobId).bind("error", error).then();
    }

    /** Empty if the job isn't this owner's any more. */
    Mono<BulkJob> finish(UUID jobId, UUID owner) {
        return database.sql(FINISH)
                .bind("jobId", jobId)
                .bind("owner", owner)
                .bind("now", Columns.utc(clock.instant()))
                .map(BulkJob::of)
                .one();
    }

    /** Ends a running job and drops what it had still to do; empty if it isn't running. Needs a transaction. */
    Mono<BulkJob> cancel(UUID jobId) {
        return database.sql(CANCEL)
                .bind("jobId", jobId)
                .bind("now", Columns.utc(clock.instant()))
                .map(BulkJob::of)
                .one()
                .flatMap(job -> database.sql("DELETE FROM bulk_job_item WHERE job_id = :jobId")
                        .bind("jobId", jobId)
                        .then()
                        .thenReturn(job));
    }
}
