package io.notificationhub.dlqadmin.bulk;

import io.notificationhub.contracts.ReplayRequested.Decision;
import io.notificationhub.dlqadmin.letter.Command;
import io.notificationhub.dlqadmin.letter.Order;
import io.notificationhub.dlqadmin.sql.Columns;
import io.notificationhub.web.Caller;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bulk action as it is stored. {@code filter} is JSON. */
public record BulkJob(
        UUID jobId,
        Decision operation,
        BulkState state,
        String reason,
        Caller.Operator operator,
        @Nullable String traceparent,
        String filter,
        @Nullable Integer ratePerSecond,
        long totalCount,
        long successCount,
        long failureCount,
        @Nullable String firstError,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    static final String COLUMNS = """
            job_id, operation, state, reason, operator, client_ip, traceparent, filter::text AS filter, rate_per_second, total_count,
            success_count, failure_count, first_error, started_at, finished_at
            """;

    static BulkJob of(Readable row) {
        Columns columns = new Columns(row);
        return new BulkJob(
                columns.uuid("job_id"),
                columns.choice("operation", Decision.class),
                columns.choice("state", BulkState.class),
                columns.text("reason"),
                new Caller.Operator(columns.text("operator"), columns.text("client_ip")),
                columns.textOrNull("traceparent"),
                columns.text("filter"),
                columns.integerOrNull("rate_per_second"),
                columns.count("total_count"),
                columns.count("success_count"),
                columns.count("failure_count"),
                columns.textOrNull("first_error"),
                columns.instant("started_at"),
                columns.instantOrNull("finished_at"));
    }

    /** What it does to each of its letters. A bulk replay never forces: what needs force is looked at one by one. */
    Command command() {
        return switch (operation) {
            case REPLAY -> new Command.Replay(false, reason);
            case DISCARD -> new Command.Discard(reason);
        };
    }

    Order order() {
        return new Order(operator, jobId, traceparent);
    }

    public long processedCount() {
        return successCount + failureCount;
    }
}
