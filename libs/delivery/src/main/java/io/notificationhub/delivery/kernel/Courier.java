package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.Lane;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.VendorTrace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Delivers one message: completes when its result is durable, and not before. Never fails and never calls a vendor for a round that another
 * worker claimed or finished, or at or after the message's expiry.
 */
public final class Courier {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    /** How often a message that waits for its vendor, or for another worker's claim, looks again. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final Vendors vendors;
    private final Claims claims;
    private final Results results;
    private final Followed followed;
    private final Tries tries;
    private final Clock clock;
    private final DeliveryMetrics metrics;
    private final GroupCalls groupCalls;

    /** @param vendors in the order in which they are preferred */
    public Courier(
            List<Vendor> vendors,
            Claims claims,
            Results results,
            Followed followed,
            RetryPolicy policy,
            Grouping grouping,
            Clock clock,
            DeliveryMetrics metrics) {
        this.vendors = new Vendors(vendors);
        this.claims = claims;
        this.results = results;
        this.followed = followed;
        this.tries = new Tries(claims, policy, clock);
        this.clock = clock;
        this.metrics = metrics;
        this.groupCalls = new GroupCalls(claims, grouping, clock);
    }

    public Mono<Void> deliver(DeliveryRequested message, Origin origin) {
        Delivery delivery = new Delivery(message, origin, clock.instant());
        return Mono.defer(() -> begin(delivery))
                .flatMap(wait -> Mono.delay(wait).then(again(delivery)))
                .contextWrite(context -> VendorTrace.in(context, origin.traceparent()));
    }

    /** Repeated, not nested: a message may wait for hours, and each wait must leave nothing behind. */
    private Mono<Void> again(Delivery delivery) {
        return Mono.defer(() -> begin(delivery))
                .flatMap(Mono::delay)
                .repeatWhen(waits -> waits.takeWhile(waited -> waited > 0))
                .then();
    }

    /** A message on its way, with when this worker received it. */
    private record Delivery(DeliveryRequested message, Origin origin, Instant receivedAt) {
        Lane lane() {
            return message.kind().lane();
        }
    }

    /** Empty once the result is durable; otherwise the wait after which to begin again. */
    private Mono<Duration> begin(Delivery delivery) {
        DeliveryRequested message = delivery.message();
        if (isExpired(message)) {
            // It may have been sent before its time was over, by whoever had the record then.
            return claim(delivery, vendors.first(), false);
        }
        Vendor vendor = vendors.next();
        if (vendor == null) {
            return Mono.just(LOOK_AGAIN);
        }
        // The wait for the quota comes before the claim, so that it can't outlast the lease.
        return vendor.mayCall(delivery.lane(), Duration.between(clock.instant(), message.expiresAt()))
                .flatMap(paid -> claim(delivery, vendor, paid));
    }

    /** @param paid whether a token for the first call was taken */
    private Mono<Duration> claim(Delivery delivery, Vendor vendor, boolean paid) {
        DeliveryRequested message = delivery.message();
        return claims.claim(message.attemptId(), message.round()).flatMap(claim -> switch (claim) {
            case Claim.Settled settled -> {
                giveBack(delivery, vendor, paid);
                yield results.publish(
                                settled.ending().of(message), delivery.origin().traceparent())
                        .then(Mono.empty());
            }
            case Claim.Held held -> {
                giveBack(delivery, vendor, paid);
                yield Mono.just(held.remaining().compareTo(LOOK_AGAIN) < 0 ? held.remaining() : LOOK_AGAIN);
            }
            case Claim.Granted granted -> {
                if (paid) {
                    metrics.calling(message, clock.instant());
                }
                yield send(delivery, vendor, Round.of(granted), paid);
            }
            case Claim.Lapsed lapsed ->
                vendor.groups(message)
                        ? resume(delivery, vendor, Round.of(lapsed), lapsed.groupId(), paid)
                        : follow(
                                delivery,
                                vendor,
                                Round.of(lapsed),
                                new Outcome.Ambiguous("LEASE_LAPSED", "A worker stopped while it was sending"),
                                paid);
        });
    }

    /** A call with many messages is only made once their claims name it, so one that isn't named was not made. */
    private Mono<Duration> resume(
            Delivery delivery, Vendor vendor, Round round, @Nullable String groupId, boolean paid) {
        if (groupId == null) {
            return send(delivery, vendor, round, paid);
        }
        DeliveryRequested message = delivery.message();
        Mono<Void> keepAlive = claims.renew(message.attemptId(), message.round(), round.rejections(), groupId)
                .then();
        return groupCalls.resume(vendor, groupId, keepAlive).flatMap(outcome -> {
            if (outcome.isEmpty()) {
                return send(delivery, vendor, round, paid);
            }
            giveBack(delivery, vendor, paid);
            return afterGroup(delivery, vendor, round, outcome.get().of(message.attemptId()));
        });
    }

    /** @param paid whether the first call's token was taken already */
    private Mono<Duration> send(Delivery delivery, Vendor vendor, Round round, boolean paid) {
        DeliveryRequested message = delivery.message();
        if (isExpired(message)) {
            giveBack(delivery, vendor, paid);
            return expire(delivery, vendor, round);
        }
        if (vendor.groups(message)) {
            return (paid ? Mono.just(true) : vendor.mayCall(delivery.lane(), RetryPolicy.QUOTA_PATIENCE))
                    .flatMap(may -> may ? join(delivery, vendor, round) : awaitVendor(delivery, vendor, round));
        }
        return tries.make(vendor, message, round, paid).flatMap(tried -> {
            if (tried.lost()) {
                return Mono.just(LOOK_AGAIN);
            }
            Outcome outcome = tried.outcome();
            Round now = round.after(tried, clock.instant());
            if (outcome != null) {
                metrics.outcome(message.channel(), vendor.name(), outcome);
                return follow(delivery, vendor, now, outcome, false);
            }
            // No call was made. What is unknown under a key still is; a resend is still to be made, and waits like a
            // first call.
            Outcome.Ambiguous unknown = now.unknown();
            return unknown == null || !vendor.repeatable()
                    ? awaitVendor(delivery, vendor, now)
                    : ifStillOurs(delivery, now, () -> follow(delivery, vendor, now, unknown, false));
        });
    }

    private Mono<Duration> join(Delivery delivery, Vendor vendor, Round round) {
        return groupCalls
                .join(vendor, delivery.message(), delivery.origin().partition(), round.rejections())
                .flatMap(outcome -> {
                    giveBack(delivery, vendor, outcome.isEmpty());
                    return outcome.isEmpty()
                            ? awaitVendor(delivery, vendor, round)
                            : afterGroup(delivery, vendor, round, outcome.get());
                });
    }

    private Mono<Duration> afterGroup(Delivery delivery, Vendor vendor, Round before, Outcome outcome) {
        metrics.outcome(delivery.message().channel(), vendor.name(), outcome);
        Round round = before.afterGroup(outcome, clock.instant());
        if (!tries.isWorthAnotherTry(outcome, round.calls())) {
            return follow(delivery, vendor, round, outcome, false);
        }
        // From here on the call that refused it must not be made again in its name.
        return ifStillOurs(
                delivery,
                round,
                () -> later(tries.pause(outcome, round.calls()), () -> callAgain(delivery, vendor, round, outcome)));
    }

    /** As in {@link Tries}, a round whose call was refused is not begun anew for want of a token. */
    private Mono<Duration> callAgain(Delivery delivery, Vendor vendor, Round round, Outcome last) {
        return vendor.mayCall(delivery.lane(), RetryPolicy.QUOTA_PATIENCE)
                .flatMap(may ->
                        may ? send(delivery, vendor, round, true) : follow(delivery, vendor, round, last, false));
    }

    /** @param paid whether a token for a next call was taken already */
    private Mono<Duration> follow(Delivery delivery, Vendor vendor, Round round, Outcome outcome, boolean paid) {
        DeliveryRequested message = delivery.message();
        Duration age = Duration.between(round.since(), clock.instant());
        Step step = Settlement.settle(
                outcome,
                new Settlement.Situation(
                        message.kind(),
                        vendor.repeatable(),
                        age,
                        round.resends(),
                        round.unknown() != null,
                        vendor.isAvailable()));
        metrics.followed(message.channel(), vendor.name(), step);
        giveBack(delivery, vendor, paid && !step.callsAgain());
        return switch (step) {
            case Step.ReportSuccess success -> finish(delivery, report(delivery, vendor, round, outcome));
            case Step.ReportFailure failure -> finish(delivery, report(delivery, vendor, round, outcome));
            case Step.Repeat(Outcome.Ambiguous unknown) ->
                later(round.beforeRepeat(), () -> send(delivery, vendor, round.repeated(unknown), paid));
            case Step.Ask(Outcome.Ambiguous unknown) ->
                ifStillOurs(
                        delivery,
                        round,
                        () -> vendor.find(message)
                                .defaultIfEmpty(unknown)
                                .flatMap(found -> finish(delivery, report(delivery, vendor, round, found))));
            case Step.Resend(Outcome.Ambiguous unknown) ->
                claims.countResend(message.attemptId())
                        .then(Mono.defer(() -> send(delivery, vendor, round.resent(unknown), paid)));
            case Step.AwaitVendor await -> awaitVendor(delivery, vendor, round);
        };
    }

    /** Whoever was too slow has lost the round to another worker, and looks again what becomes of it. */
    private Mono<Duration> ifStillOurs(Delivery delivery, Round round, Supplier<Mono<Duration>> next) {
        DeliveryRequested message = delivery.message();
        return claims.renew(message.attemptId(), message.round(), round.rejections())
                .flatMap(ours -> ours ? next.get() : Mono.just(LOOK_AGAIN));
    }

    private Ending report(Delivery delivery, Vendor vendor, Round round, Outcome outcome) {
        return Ending.of(outcome, vendor.name(), round.calls(), delivery.receivedAt(), clock.instant());
    }

    /**
     * Only after something definite, or in place of a resend that is counted already: another vendor makes the next call, or the message waits without
     * using up its round.
     */
    private Mono<Duration> awaitVendor(Delivery delivery, Vendor vendor, Round round) {
        DeliveryRequested message = delivery.message();
        Vendor other = vendor.isAvailable() ? null : vendors.instead(vendor);
        if (other != null) {
            return send(delivery, other, round.atAnotherVendor(), false);
        }
        return claims.release(message.attemptId(), message.round(), round.rejections())
                .thenReturn(LOOK_AGAIN);
    }

    /** EXPIRED says that it went nowhere, which nobody can say of a message that was to be sent again. */
    private Mono<Duration> expire(Delivery delivery, Vendor vendor, Round round) {
        Outcome.Ambiguous unknown = round.mayHaveArrived();
        return finish(
                delivery,
                unknown == null
                        ? Ending.expired(delivery.receivedAt(), clock.instant())
                        : report(delivery, vendor, round, unknown));
    }

    private Mono<Duration> finish(Delivery delivery, Ending ending) {
        DeliveryResult result = ending.of(delivery.message());
        metrics.finished(result);
        log.debug(
                "Attempt {}, round {}: {} by {}, {} {}, trace {}",
                result.attemptId(),
                result.round(),
                result.outcome(),
                result.vendor(),
                result.errorClass(),
                result.vendorCode(),
                delivery.origin().traceparent());
        Mono<Void> noted =
                result.outcome() == DeliveryResult.Outcome.SUCCEEDED ? followed.accepted(result) : Mono.empty();
        return noted.then(claims.settle(result.attemptId(), result.round(), ending))
                .then(Mono.defer(() -> results.publish(result, delivery.origin().traceparent())))
                .then(Mono.empty());
    }

    private boolean isExpired(DeliveryRequested message) {
        return !clock.instant().isBefore(message.expiresAt());
    }

    private static void giveBack(Delivery delivery, Vendor vendor, boolean paid) {
        if (paid) {
            vendor.quota().giveBack(delivery.lane());
        }
    }

    private static Mono<Duration> later(Duration wait, Supplier<Mono<Duration>> next) {
        return Mono.delay(wait).then(Mono.defer(next));
    }
}
