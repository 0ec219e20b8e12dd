package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.delivery.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Delivers one message: completes when its result is durable, and not before. Never fails and never calls a vendor for a round that another
 * worker claimed or finished, or at or after the message's expiry.
 */
public final class Courier {
    /** How often a message that waits for its vendor, or for another worker's claim, looks again. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final List<Vendor> vendors;
    private final Claims claims;
    private final Results results;
    private final Tries tries;
    private final Clock clock;
    private final DeliveryMetrics metrics;

    public Courier(
            List<Vendor> vendors,
            Claims claims,
            Results results,
            RetryPolicy policy,
            Clock clock,
            DeliveryMetrics metrics) {
        if (vendors.isEmpty()) {
            throw new IllegalArgumentException("A worker needs a vendor");
        }
        this.vendors = List.copyOf(vendors);
        this.claims = claims;
        this.results = results;
        this.tries = new Tries(claims, policy, clock);
        this.clock = clock;
        this.metrics = metrics;
    }

    public Mono<Void> deliver(DeliveryRequested message, @Nullable String traceparent) {
        return Mono.defer(() -> begin(new Delivery(message, traceparent, clock.instant())));
    }

    /** A message on its way, with when this worker received it. */
    private record Delivery(
            DeliveryRequested message, @Nullable String traceparent, Instant receivedAt) {}

    /** A claimed round: what is known of it so far. */
    private record Round(Instant since, int resends, int rejections, int calls) {
        Round after(Tries.Tried tried) {
            return new Round(since, resends, tried.rejections(), calls + tried.calls());
        }

        Round resent() {
            return new Round(since, resends + 1, rejections, calls);
        }
    }

    private Mono<Void> begin(Delivery delivery) {
        DeliveryRequested message = delivery.message();
        if (isExpired(message)) {
            return finish(delivery, Reports.expired(message, delivery.receivedAt(), clock.instant()));
        }
        Vendor vendor = vendor();
        if (vendor == null) {
            return later(LOOK_AGAIN, () -> begin(delivery));
        }
        return claims.claim(message.attemptId(), message.round()).flatMap(claim -> switch (claim) {
            case Claim.Settled settled -> results.publish(settled.result(), delivery.traceparent());
            case Claim.Held held ->
                later(
                        held.remaining().compareTo(LOOK_AGAIN) < 0 ? held.remaining() : LOOK_AGAIN,
                        () -> begin(delivery));
            case Claim.Granted granted ->
                send(delivery, vendor, new Round(granted.since(), granted.resends(), granted.rejections(), 0));
            case Claim.Lapsed lapsed ->
                follow(
                        delivery,
                        vendor,
                        new Round(lapsed.since(), lapsed.resends(), lapsed.rejections(), 0),
                        new Outcome.Ambiguous("LEASE_LAPSED", "A worker stopped while it was sending"));
        });
    }

    private Mono<Void> send(Delivery delivery, Vendor vendor, Round round) {
        if (isExpired(delivery.message())) {
            return finish(delivery, Reports.expired(delivery.message(), delivery.receivedAt(), clock.instant()));
        }
        return tries.make(vendor, delivery.message(), round.rejections()).flatMap(tried -> {
            Outcome outcome = tried.outcome();
            return outcome == null
                    ? awaitVendor(delivery, round.after(tried))
                    : follow(delivery, vendor, round.after(tried), outcome);
        });
    }

    private Mono<Void> follow(Delivery delivery, Vendor vendor, Round round, Outcome outcome) {
        DeliveryRequested message = delivery.message();
        metrics.outcome(message.channel(), vendor.name(), outcome);
        Duration age = Duration.between(round.since(), clock.instant());
        Step step = Settlement.settle(
                outcome,
                new Settlement.Situation(
                        message.kind(), vendor.repeatable(), age, round.resends(), vendor.isAvailable()));
        return switch (step) {
            case Step.ReportSuccess success -> finish(delivery, report(delivery, vendor, round, outcome));
            case Step.ReportFailure failure -> finish(delivery, report(delivery, vendor, round, outcome));
            case Step.Repeat repeat -> later(LOOK_AGAIN, () -> send(delivery, vendor, round));
            case Step.Resend resend ->
                claims.countResend(message.attemptId()).then(Mono.defer(() -> send(delivery, vendor, round.resent())));
            case Step.AwaitVendor await -> awaitVendor(delivery, round);
        };
    }

    private DeliveryResult report(Delivery delivery, Vendor vendor, Round round, Outcome outcome) {
        return Reports.of(
                delivery.message(), outcome, vendor.name(), round.calls(), delivery.receivedAt(), clock.instant());
    }

    private Mono<Void> awaitVendor(Delivery delivery, Round round) {
        DeliveryRequested message = delivery.message();
        return claims.release(message.attemptId(), message.round(), round.rejections())
                .then(later(LOOK_AGAIN, () -> begin(delivery)));
    }

    private Mono<Void> finish(Delivery delivery, DeliveryResult result) {
        metrics.finished(result);
        return claims.settle(result).then(Mono.defer(() -> results.publish(result, delivery.traceparent())));
    }

    private @Nullable Vendor vendor() {
        for (Vendor vendor : vendors) {
            if (vendor.mayBeTried()) {
                return vendor;
            }
        }
        return null;
    }

    private boolean isExpired(DeliveryRequested message) {
        return !clock.instant().isBefore(message.expiresAt());
    }

    private static Mono<Void> later(Duration wait, Supplier<Mono<Void>> next) {
        return Mono.delay(wait).then(Mono.defer(next));
    }
}
