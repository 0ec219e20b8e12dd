package io.notificationhub.delivery.worker;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.notificationhub.contracts.Channel;
import io.notificationhub.delivery.kafka.FlowSettings;
import io.notificationhub.delivery.kernel.BucketSettings;
import io.notificationhub.delivery.kernel.RetryPolicy;
import io.notificationhub.delivery.kernel.Vendor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * A channel worker.
 *
 * @param channel the channel whose topics it reads
 * @param callTimeLimit longest wait for the answer of a vendor that has the request
 * @param reachTimeLimit longest time until a vendor has it: token, connection, TLS
 * @param tries vendor calls in a round
 * @param firstWait wait between the first two; doubles, jittered by half
 * @param longestRetryAfter a longer {@code Retry-After} goes to the next round
 * @param maxInFlight most records in work per lane; fewer while calls take more than half of their limit
 * @param groupLinger how long the first message of a call with many waits for others; only vendors that take many at once, only the bulk lane
 * @param commitInterval how often offsets are committed
 * @param drainOnRevoke wait for records in work before a partition is given away
 * @param drainOnStop the same at shutdown
 * @param breaker circuit breaker around each vendor
 * @param quotas how fast a vendor may be called, by its name; a vendor that isn't named has no limit
 */
@Validated
@ConfigurationProperties("hub.delivery")
public record WorkerProperties(
        @NotNull Channel channel,
        @DefaultValue("5s") Duration callTimeLimit,
        @DefaultValue("6s") Duration reachTimeLimit,
        @DefaultValue("3") @Min(1) int tries,
        @DefaultValue("200ms") Duration firstWait,
        @DefaultValue("2s") Duration longestRetryAfter,
        @DefaultValue("1000") @Min(1) int maxInFlight,
        @DefaultValue("50ms") Duration groupLinger,
        @DefaultValue("500ms") Duration commitInterval,
        @DefaultValue("10s") Duration drainOnRevoke,
        @DefaultValue("20s") Duration drainOnStop,
        @DefaultValue Breaker breaker,
        @Nullable Map<String, @Valid VendorQuota> quotas) {

    /**
     * How fast all workers together may call a vendor.
     *
     * @param perSecond calls a second; 0 for no limit
     * @param reserved share that only SECURITY and TRANSACTIONAL may use
     * @param slowest share of {@code perSecond} that is left however often the vendor complains; each complaint halves the rate
     * @param recovery share of {@code perSecond} that comes back in a second in which the vendor takes calls
     */
    public record VendorQuota(
            @DefaultValue("0") @PositiveOrZero double perSecond,

            @DefaultValue("0.3") @DecimalMin("0") @DecimalMax("0.9")
            double reserved,

            @DefaultValue("0.05") @DecimalMin("0.001") @DecimalMax("1")
            double slowest,

            @DefaultValue("0.05") @DecimalMin("0.001") @DecimalMax("1")
            double recovery) {}

    /**
     * When a vendor counts as down.
     *
     * @param window last calls that are looked at
     * @param minimum calls before it can open
     * @param failureRate percent of failed calls that open it
     * @param openFor how long no call is made
     * @param probes calls that are tried before it closes again
     */
    public record Breaker(
            @DefaultValue("20") int window,
            @DefaultValue("5") int minimum,
            @DefaultValue("50") float failureRate,
            @DefaultValue("5s") Duration openFor,
            @DefaultValue("3") int probes) {}

    /** Small, because a poll is what a flow's bound may be exceeded by. */
    static final int MAX_POLL = 20;

    /** Null for a vendor without a limit. */
    @Nullable
    BucketSettings quotaOf(String vendor) {
        VendorQuota quota = quotas == null ? null : quotas.get(vendor);
        return quota == null || quota.perSecond() == 0
                ? null
                : new BucketSettings(quota.perSecond(), quota.reserved(), quota.slowest(), quota.recovery());
    }

    /** A call's longest time from here to the answer. An adapter ends it earlier, and more exactly: its own clock starts when the request is written. */
    Duration wholeCall() {
        return reachTimeLimit.plus(callTimeLimit);
    }

    RetryPolicy retryPolicy() {
        return new RetryPolicy(wholeCall(), tries, firstWait, longestRetryAfter);
    }

    FlowSettings flowSettings() {
        return new FlowSettings(
                maxInFlight, MAX_POLL, callTimeLimit.dividedBy(2), commitInterval, drainOnRevoke, drainOnStop);
    }

    CircuitBreakerConfig breakerConfig() {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(breaker.window())
                .minimumNumberOfCalls(breaker.minimum())
                .failureRateThreshold(breaker.failureRate())
                .waitDurationInOpenState(breaker.openFor())
                .permittedNumberOfCallsInHalfOpenState(breaker.probes())
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .recordResult(Vendor::isVendorsFault)
                .build();
    }
}
