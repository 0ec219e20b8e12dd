package io.notificationhub.dlqadmin.statistics;

import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ReceiptRecorded;
import io.notificationhub.dlqadmin.sql.Columns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Counts events into the tables, a batch in one statement and each attempt and round once, however often it is told. */
@Repository
class Projection {
    /** A generation that is over finds no row here and so counts nothing. */
    private static final String TOLD = """
            WITH current AS (SELECT FROM projection WHERE name = 'statistics' AND generation = :generation FOR SHARE),
            """;

    private static final String FRESH = """
            fresh AS (
                INSERT INTO counted_event (attempt_id, round, counted_at) SELECT attempt_id, round, :now FROM told
                ON CONFLICT DO NOTHING RETURNING attempt_id, round),
            counted AS (SELECT told.* FROM told JOIN fresh USING (attempt_id, round))
            """;

    private static final String COUNT_RESULTS = TOLD + """
            told AS (
                SELECT DISTINCT ON (attempt_id, round) *
                FROM unnest(:attemptIds::uuid[], :rounds::int[], :channels::text[], :vendors::text[], :outcomes::text[], :calls::int[],
                    :finished::timestamptz[], :workerMillis::bigint[], :acceptedMillis::bigint[], :notificationIds::uuid[],
                    :recipientIds::text[], :kinds::text[], :codes::text[], :reasons::text[])
                    AS result(attempt_id, round, channel, vendor, outcome, calls, at, worker_millis, accepted_millis, notification_id,
                        recipient_id, kind, vendor_code, reason)
                WHERE EXISTS (SELECT FROM current)
                ORDER BY attempt_id, round),
            """ + FRESH + """
            , daily AS (
                INSERT INTO delivery_stats AS stats (day, channel, vendor, succeeded, failed_transient, failed_permanent, failed_ambiguous,
                    expired, calls, worker_millis, accepted_millis)
                SELECT (at AT TIME ZONE 'UTC')::date, channel, vendor, count(*) FILTER (WHERE outcome = 'SUCCEEDED'),
                    count(*) FILTER (WHERE outcome = 'TRANSIENT'), count(*) FILTER (WHERE outcome = 'PERMANENT'),
                    count(*) FILTER (WHERE outcome = 'AMBIGUOUS'), count(*) FILTER (WHERE outcome = 'EXPIRED'),
                    sum(calls), coalesce(sum(worker_millis) FILTER (WHERE outcome <> 'EXPIRED'), 0), coalesce(sum(accepted_millis) FILTER (WHERE outcome = 'SUCCEEDED'), 0)
                FROM counted GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                ON CONFLICT (day, channel, vendor) DO UPDATE SET succeeded = stats.succeeded + EXCLUDED.succeeded,
                    failed_transient = stats.failed_transient + EXCLUDED.failed_transient,
                    failed_permanent = stats.failed_permanent + EXCLUDED.failed_permanent,
                    failed_ambiguous = stats.failed_ambiguous + EXCLUDED.failed_ambiguous,
                    expired = stats.expired + EXCLUDED.expired, calls = stats.calls + EXCLUDED.calls,
                    worker_millis = stats.worker_millis + EXCLUDED.worker_millis,
                    accepted_millis = stats.accepted_millis + EXCLUDED.accepted_millis),
            minutely AS (
                INSERT INTO delivery_minute AS stats (minute, channel, succeeded, failed, expired)
                SELECT date_trunc('minute', at), channel, count(*) FILTER (WHERE outcome = 'SUCCEEDED'),
                    count(*) FILTER (WHERE outcome IN ('TRANSIENT', 'PERMANENT', 'AMBIGUOUS')),
                    count(*) FILTER (WHERE outcome = 'EXPIRED')
                FROM counted GROUP BY 1, 2 ORDER BY 1, 2
                ON CONFLICT (minute, channel) DO UPDATE SET succeeded = stats.succeeded + EXCLUDED.succeeded,
                    failed = stats.failed + EXCLUDED.failed, expired = stats.expired + EXCLUDED.expired)
            INSERT INTO recent_failure (attempt_id, round, at, notification_id, recipient_id, kind, channel, vendor, outcome, vendor_code,
                reason)
            SELECT attempt_id, round, at, notification_id, recipient_id, kind, channel, vendor, outcome, vendor_code, reason
            FROM counted WHERE outcome <> 'SUCCEEDED'
                AND NOT EXISTS (SELECT FROM erased_recipient AS erased WHERE erased.recipient_id = counted.recipient_id)
            ORDER BY at DESC LIMIT 100
            ON CONFLICT DO NOTHING
            """;

    private static final String COUNT_RECEIPTS = TOLD + """
            told AS (
                SELECT DISTINCT ON (attempt_id) *, 0 AS round
                FROM unnest(:attemptIds::uuid[], :channels::text[], :vendors::text[], :receipts::text[], :times::timestamptz[])
                    AS receipt(attempt_id, channel, vendor, receipt, at)
                WHERE EXISTS (SELECT FROM current)
                ORDER BY attempt_id),
            """ + FRESH + """
            INSERT INTO delivery_stats AS stats (day, channel, vendor, delivered, undelivered)
            SELECT (at AT TIME ZONE 'UTC')::date, channel, vendor, count(*) FILTER (WHERE receipt = 'DELIVERED'),
                count(*) FILTER (WHERE receipt = 'FAILED')
            FROM counted GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            ON CONFLICT (day, channel, vendor) DO UPDATE SET delivered = stats.delivered + EXCLUDED.delivered,
                undelivered = stats.undelivered + EXCLUDED.undelivered
            """;

    private final DatabaseClient database;
    private final Generation generation;
    private final Clock clock;

    Projection(DatabaseClient database, Generation generation, Clock clock) {
        this.database = database;
        this.generation = generation;
        this.clock = clock;
    }

    Mono<Void> countResults(List<DeliveryResult> results) {
        return database.sql(COUNT_RESULTS)
                .bind("generation", generation.number())
                .bind("now", Columns.utc(clock.instant()))
                .bind("attemptIds", column(results, UUID[]::new, DeliveryResult::attemptId))
                .bind("rounds", column(results, Integer[]::new, DeliveryResult::round))
                .bind("channels", text(results, result -> result.channel().name()))
                .bind("vendors", text(results, result -> Objects.requireNonNullElse(result.vendor(), "")))
                .bind("outcomes", text(results, Projection::outcome))
                .bind("calls", column(results, Integer[]::new, DeliveryResult::calls))
                .bind("finished", column(results, OffsetDateTime[]::new, result -> Columns.utc(result.finishedAt())))
                .bind("workerMillis", millis(results, DeliveryResult::receivedAt))
                .bind("acceptedMillis", millis(results, DeliveryResult::acceptedAt))
                .bind("notificationIds", column(results, UUID[]::new, DeliveryResult::notificationId))
                .bind("recipientIds", text(results, DeliveryResult::recipientId))
                .bind("kinds", text(results, result -> result.kind().name()))
                .bind("codes", text(results, DeliveryResult::vendorCode))
                .bind("reasons", text(results, DeliveryResult::failureReason))
                .then();
    }

    Mono<Void> countReceipts(List<ReceiptRecorded> receipts) {
        return database.sql(COUNT_RECEIPTS)
                .bind("generation", generation.number())
                .bind("now", Columns.utc(clock.instant()))
                .bind("attemptIds", column(receipts, UUID[]::new, ReceiptRecorded::attemptId))
                .bind("channels", text(receipts, receipt -> receipt.channel().name()))
                .bind("vendors", text(receipts, ReceiptRecorded::vendor))
                .bind("receipts", text(receipts, receipt -> receipt.receipt().name()))
                .bind("times", column(receipts, OffsetDateTime[]::new, receipt -> Columns.utc(receipt.at())))
                .then();
    }

    private static String outcome(DeliveryResult result) {
        return switch (result.outcome()) {
            case SUCCEEDED, EXPIRED -> result.outcome().name();
            case FAILED -> Objects.requireNonNull(result.errorClass()).name();
        };
    }

    private static Long[] millis(List<DeliveryResult> results, Function<DeliveryResult, Instant> since) {
        // Clocks of different machines: a negative duration would falsify the sum.
        return column(
                results,
                Long[]::new,
                result -> Math.max(
                        0,
                        Duration.between(since.apply(result), result.finishedAt())
                                .toMillis()));
    }

    private static <E, T> T[] column(List<E> events, IntFunction<T[]> array, Function<E, T> value) {
        return events.stream().map(value).toArray(array);
    }

    private static <E> @Nullable String[] text(List<E> events, Function<E, @Nullable String> value) {
        @Nullable String[] column = new @Nullable String[events.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(events.get(i));
        }
        return column;
    }
}
