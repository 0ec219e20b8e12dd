package io.notificationhub.intake.accept;

import io.notificationhub.contracts.Kind;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Numbers of accepting.
 *
 * @param keyLifetime how long an idempotency key answers with its first notification
 * @param claimLease how long a request may hold a key before its commit confirms it
 * @param securityLifetime when a SECURITY notification expires if the request doesn't say
 * @param lifetime the same for every other kind
 * @param deferralSpread deferred notifications are spread over this time after the end of the quiet hours
 * @param maxBatch most notifications in one transaction
 * @param writers transactions at once
 * @param writeTimeout longest wait for the store's answer to one transaction; then it is written once more, and a committed one is recognised
 * @param queue most notifications that wait for one
 */
@Validated
@ConfigurationProperties("hub.accept")
public record AcceptProperties(
        @DefaultValue("24h") Duration keyLifetime,
        @DefaultValue("30s") Duration claimLease,
        @DefaultValue("10m") Duration securityLifetime,
        @DefaultValue("24h") Duration lifetime,
        @DefaultValue("10m") Duration deferralSpread,
        @DefaultValue("128") int maxBatch,
        @DefaultValue("2") int writers,
        @DefaultValue("3s") Duration writeTimeout,
        @DefaultValue("4096") int queue) {

    Duration lifetimeOf(Kind kind) {
        return switch (kind) {
            case SECURITY -> securityLifetime;
            case TRANSACTIONAL, SERVICE, MARKETING -> lifetime;
        };
    }
}
