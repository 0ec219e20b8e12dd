package io.notificationhub.dlqadmin.statistics;

import io.notificationhub.dlqadmin.sql.Columns;
import org.jspecify.annotations.Nullable;

/** A row of stored numbers, and sums of such rows. */
record Tally(
        long succeeded,
        long failedTransient,
        long failedPermanent,
        long failedAmbiguous,
        long expired,
        long calls,
        long workerMillis,
        long acceptedMillis,
        long delivered,
        long undelivered) {

    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The columns as a query must name them, summed. */
    static final String SUMS = """
            sum(succeeded)::bigint AS succeeded, sum(failed_transient)::bigint AS failed_transient,
            sum(failed_permanent)::bigint AS failed_permanent, sum(failed_ambiguous)::bigint AS failed_ambiguous,
            sum(expired)::bigint AS expired, sum(calls)::bigint AS calls, sum(worker_millis)::bigint AS worker_millis,
            sum(accepted_millis)::bigint AS accepted_millis, sum(delivered)::bigint AS delivered, sum(undelivered)::bigint AS undelivered
            """;

    static Tally of(Columns columns) {
        return new Tally(
                columns.count("succeeded"),
                columns.count("failed_transient"),
                columns.count("failed_permanent"),
                columns.count("failed_ambiguous"),
                columns.count("expired"),
                columns.count("calls"),
                columns.count("worker_millis"),
                columns.count("accepted_millis"),
                columns.count("delivered"),
                columns.count("undelivered"));
    }

    Tally plus(Tally other) {
        return new Tally(
                succeeded + other.succeeded,
                failedTransient + other.failedTransient,
                failedPermanent + other.failedPermanent,
                failedAmbiguous + other.failedAmbiguous,
                expired + other.expired,
                calls + other.calls,
                workerMillis + other.workerMillis,
                acceptedMillis + other.acceptedMillis,
                delivered + other.delivered,
                undelivered + other.undelivered);
    }

    Deliveries.Counts counts() {
        long failed = failedTransient + failedPermanent + failedAmbiguous;
        long ended = succeeded + failed + expired;
        return new Deliveries.Counts(
                succeeded,
                failed,
                failedTransient,
                failedPermanent,
                failedAmbiguous,
                expired,
                calls,
                ended == 0 ? null : Math.round(10_000.0 * succeeded / ended) / 10_000.0,
                average(workerMillis, succeeded + failed),
                average(acceptedMillis, succeeded),
                delivered,
                undelivered);
    }

    private static @Nullable Long average(long sum, long number) {
        return number == 0 ? null : sum / number;
    }
}
