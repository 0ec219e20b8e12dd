package io.notificationhub.intake.accept;

import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.Kind;
import io.notificationhub.intake.accept.KeyClaims.KeyClaim;
import io.notificationhub.intake.batch.Batcher;
import io.notificationhub.intake.decide.NotificationRequest;
import io.notificationhub.intake.limit.RecipientLimits;
import io.notificationhub.intake.story.StoryJson;
import io.notificationhub.intake.template.Composition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import reactor.core.publisher.Mono;

/**
 * The use case behind every request, whatever door it came by. When it answers, the notification is durable; when it fails with a {@link Refusal},
 * nothing was stored and the key is free. It runs to its end even if the caller goes away, so that a key is never left between the two.
 */
public final class AcceptNotification {
    private static final Logger log = LoggerFactory.getLogger(AcceptNotification.class);
    private static final Duration UNAVAILABLE = Duration.ofSeconds(1);

    private final KeyClaims keys;
    private final Deciding deciding;
    private final Planner planner;
    private final RecipientLimits limits;
    private final DurableWrites writes;
    private final AcceptProperties properties;
    private final Ids ids;
    private final Clock clock;

    AcceptNotification(
            KeyClaims keys,
            Deciding deciding,
            Planner planner,
            RecipientLimits limits,
            DurableWrites writes,
            AcceptProperties properties,
            Ids ids,
            Clock clock) {
        this.keys = keys;
        this.deciding = deciding;
        this.planner = planner;
        this.limits = limits;
        this.writes = writes;
        this.properties = properties;
        this.ids = ids;
        this.clock = clock;
    }

    public Mono<Acceptance> accept(NotificationRequest request, IdempotencyKey key, @Nullable String traceparent) {
        return Mono.defer(() -> {
            UUID id = ids.next();
            Mono<Acceptance> toItsEnd = keys.claim(key, id)
                    .flatMap(claim -> switch (claim) {
                        case KeyClaim.Granted granted -> underClaim(id, request, key, traceparent);
                        case KeyClaim.InFlight busy ->
                            Mono.<Acceptance>error(new Refusal.InFlight(busy.remaining()).exception());
                        case KeyClaim.Used used ->
                            Mono.<Acceptance>error(taken(key, used.notificationId(), used.fingerprint()));
                    })
                    .cache();
            toItsEnd.subscribe(acceptance -> {}, error -> log.debug("{} was not accepted: {}", id, error.toString()));
            return toItsEnd;
        });
    }

    private Mono<Acceptance> underClaim(
            UUID id, NotificationRequest request, IdempotencyKey key, @Nullable String traceparent) {
        Instant now = clock.instant();
        return deciding.decide(id, new StoryJson.Kept(request, null), traceparent, now, now)
                .flatMap(decided -> withinLimits(decided, key, planner.plan(decided)))
                .onErrorMap(AcceptNotification::asRefusal)
                .onErrorResume(error -> isAboutTheKey(error)
                        ? Mono.error(error)
                        : keys.release(key, id).then(Mono.error(error)));
    }

    /** A deferred notification takes its tokens when it is due. */
    private Mono<Acceptance> withinLimits(Planner.Decided decided, IdempotencyKey key, Planner.Plan plan) {
        if (!(plan instanceof Planner.Plan.FanOut fanOut)) {
            return write(decided, key, plan);
        }
        String recipientId = decided.request().recipientId();
        Kind kind = decided.request().kind();
        return limits.take(recipientId, kind, fanOut.channels()).flatMap(verdict -> switch (verdict) {
            case RecipientLimits.Verdict.Taken taken ->
                write(decided, key, plan)
                        .onErrorResume(error -> limits.refund(recipientId, kind, fanOut.channels())
                                .then(Mono.error(error)));
            case RecipientLimits.Verdict.Blocked blocked ->
                Mono.error(new Refusal.RateLimited(blocked.channel(), blocked.retryAfter()).exception());
            case RecipientLimits.Verdict.Unknown unknown ->
                kind == Kind.MARKETING
                        ? Mono.error(
                                new Refusal.Unavailable("Limits can't be checked right now", UNAVAILABLE).exception())
                        : write(decided, key, plan);
        });
    }

    private Mono<Acceptance> write(Planner.Decided decided, IdempotencyKey key, Planner.Plan plan) {
        return writes.write(notification(decided, key, plan))
                .flatMap(holder -> keys.confirm(
                                new IdempotencyKey(key.producerId(), key.key(), holder.fingerprint()),
                                holder.notificationId(),
                                Duration.between(clock.instant(), holder.until()))
                        .then(Mono.defer(() -> holder.notificationId().equals(decided.id())
                                ? Mono.just(acceptance(decided.id(), plan))
                                : Mono.error(taken(key, holder.notificationId(), holder.fingerprint())))));
    }

    private NewNotification notification(Planner.Decided decided, IdempotencyKey key, Planner.Plan plan) {
        Pieces pieces = Pieces.of(plan);
        Optional<Composition.Words> shown = decided.composition().shown(pieces.channels());
        return new NewNotification(
                decided.id(),
                key,
                decided.now().plus(properties.keyLifetime()),
                decided.kept(),
                pieces.status(),
                shown.map(words -> words.content().title()).orElse(""),
                shown.map(Composition.Words::template).orElse(null),
                pieces.channels(),
                plan.decisions(),
                pieces.reason(),
                pieces.dueAt(),
                plan.expiresAt(),
                decided.traceparent(),
                decided.createdAt(),
                pieces.attempts(),
                pieces.events());
    }

    private static Acceptance acceptance(UUID id, Planner.Plan plan) {
        return switch (plan) {
            case Planner.Plan.FanOut fanOut -> new Acceptance.FannedOut(id, fanOut.channels(), fanOut.decisions());
            case Planner.Plan.Wait wait -> new Acceptance.Scheduled(id, wait.until(), wait.planned(), wait.decisions());
            case Planner.Plan.Suppress suppress ->
                new Acceptance.Suppressed(id, suppress.reason(), suppress.decisions());
        };
    }

    private static Throwable taken(IdempotencyKey key, UUID holder, String holdersFingerprint) {
        return (holdersFingerprint.equals(key.fingerprint())
                        ? new Refusal.Duplicate(holder)
                        : new Refusal.KeyConflict(holder))
                .exception();
    }

    private static boolean isAboutTheKey(Throwable error) {
        return error instanceof Refusal.RefusedException refused
                && (refused.refusal() instanceof Refusal.Duplicate || refused.refusal() instanceof Refusal.KeyConflict);
    }

    private static Throwable asRefusal(Throwable error) {
        if (error instanceof Batcher.Overloaded) {
            return new Refusal.Unavailable("Too many requests at once", UNAVAILABLE).exception();
        }
        // What the store refuses for what it is would be refused for ever: that is a fault of ours, and must not look
        // like an outage.
        if (error instanceof TransientDataAccessException
                || error instanceof DataAccessResourceFailureException
                || error instanceof CannotCreateTransactionException) {
            log.warn("A notification can't be stored: {}", error.toString());
            return new Refusal.Unavailable("The notification can't be stored right now", UNAVAILABLE).exception();
        }
        return error;
    }
}
