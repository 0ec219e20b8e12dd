package io.notificationhub.delivery.worker;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.notificationhub.contracts.Channel;
import io.notificationhub.delivery.kafka.FlowSettings;
import io.notificationhub.delivery.kernel.RetryPolicy;
import io.notificationhub.delivery.kernel.Vendor;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * A channel worker.
 *
 * @param channel the channel whose topics it reads
 * @param callTimeLimit longest wait for a vendor's answer
 * @param tries vendor calls in a round
 * @param firstWait wait between the first two; doubles, jittered by half
 * @param longestRetryAfter a longer {@code Retry-After} goes to the next round
 * @param maxInFlight records in work per lane
 * @param commitInterval how often offsets are committed
 * @param drainOnRevoke wait for records in work before a partition is given away
 * @param drainOnStop the same at shutdown
 * @param breaker circuit breaker around each vendor
 */
@Validated
@ConfigurationProperties("hub.delivery")
public record WorkerProperties(
        @NotNull Channel channel,
        @DefaultValue("5s") Duration callTimeLimit,
        @DefaultValue("3") @Min(1) int tries,
        @DefaultValue("200ms") Duration firstWait,
        @DefaultValue("2s") Duration longestRetryAfter,
        @DefaultValue("1000") @Min(1) int maxInFlight,
        @DefaultValue("500ms") Duration commitInterval,
        @DefaultValue("10s") Duration drainOnRevoke,
        @DefaultValue("20s") Duration drainOnStop,
        @DefaultValue Breaker breaker) {

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

    RetryPolicy retryPolicy() {
        return new RetryPolicy(callTimeLimit, tries, firstWait, longestRetryAfter);
    }

    FlowSettings flowSettings() {
        return new FlowSettings(maxInFlight, commitInterval, drainOnRevoke, drainOnStop);
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
