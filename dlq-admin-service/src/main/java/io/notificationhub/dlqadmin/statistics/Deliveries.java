package io.notificationhub.dlqadmin.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was delivered in a span of time, as the dashboard tells it. Rounds are counted, not messages: one that fails and succeeds in its second
 * round counts as one failure and one success. Days are UTC days.
 */
public final class Deliveries {
    private Deliveries() {}

    /** By day; a day without a delivery is there too. */
    public record Daily(Instant from, Instant to, Counts total, List<Day> days) {}

    /** One day. */
    public record Day(LocalDate day, Counts counts) {}

    /** By channel, and by vendor within it. */
    public record ByChannel(Instant from, Instant to, List<OfChannel> channels) {}

    /** One channel with its vendors. */
    public record OfChannel(Channel channelType, Counts counts, List<OfVendor> vendors) {}

    /** One vendor of a channel; {@code none} where a round ended before one was called. */
    public record OfVendor(String vendor, Counts counts) {}

    /** The latest failures, newest first. */
    public record Failures(Instant from, Instant to, List<Failure> items) {}

    /** A round that did not succeed. {@code outcome} is an error class or EXPIRED. */
    public record Failure(
            UUID attemptId,
            UUID notificationId,
            int round,
            Channel channelType,
            Kind kind,
            @Nullable String vendor,
            String outcome,
            @Nullable String vendorCode,
            @Nullable String failureReason,
            Instant at) {}

    /**
     * Numbers of rounds, vendor calls and receipts.
     *
     * @param successRate of all rounds that ended, from 0 to 1; null if none did
     * @param averageWorkerMillis from the worker's receiving a message to the end of its round
     * @param averageAcceptedMillis from the hub's accepting a notification to a vendor's taking the message, of successes
     * @param delivered receipts that say it arrived
     * @param undelivered receipts that say it didn't
     */
    public record Counts(
            long succeeded,
            long failed,
            long failedTransient,
            long failedPermanent,
            long failedAmbiguous,
            long expired,
            long calls,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Double successRate,

            @Nullable Long averageWorkerMillis,
            @Nullable Long averageAcceptedMillis,
            long delivered,
            long undelivered) {}
}
