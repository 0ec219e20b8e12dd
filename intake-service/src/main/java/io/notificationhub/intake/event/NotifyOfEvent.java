package io.notificationhub.intake.event;

import io.notificationhub.intake.accept.AcceptNotification;
import io.notificationhub.intake.accept.Acceptance;
import io.notificationhub.intake.accept.IdempotencyKey;
import io.notificationhub.intake.accept.Refusal;
import io.notificationhub.intake.decide.NotificationRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Accepts what an event asks for, once. The event's row in processed_events is written in the notification's own transaction and is looked at first:
 * so a crash at any moment leaves either both or neither, and an event that comes again makes nothing, for as long as the row is kept. Two
 * consumers with the same new event at once meet at the idempotency key.
 */
final class NotifyOfEvent {
    private static final Logger log = LoggerFactory.getLogger(NotifyOfEvent.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private final AcceptNotification accept;
    private final ProcessedEvents processed;
    private final Clock clock;

    NotifyOfEvent(AcceptNotification accept, ProcessedEvents processed, Clock clock) {
        this.accept = accept;
        this.processed = processed;
        this.clock = clock;
    }

    /** What became of an event. */
    enum Outcome {
        FANNED_OUT,
        SCHEDULED,
        SUPPRESSED,
        REPEATED,
        SKIPPED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Completes when the event is done with. Waits for as long as a part is down; fails with {@link EventRefused} if the event can't be accepted as
     * things are.
     */
    Mono<Outcome> of(NotificationRequest request, IdempotencyKey key, String traceparent) {
        IdempotencyKey.Cause cause = Objects.requireNonNull(key.cause(), "An event's key names its cause");
        return Mono.defer(() -> processed.fingerprint(cause))
                .flatMap(known -> known.map(fingerprint -> repeated(fingerprint, key))
                        .orElseGet(() -> accepted(request, key, traceparent)))
                .retryWhen(Retry.from(signals -> signals.concatMap(signal -> pause(signal.failure()))))
                .onErrorMap(Refusal.RefusedException.class, refused -> EventRefused.because(refused.refusal()));
    }

    private static Mono<Outcome> repeated(String fingerprint, IdempotencyKey key) {
        return fingerprint.equals(key.fingerprint())
                ? Mono.just(Outcome.REPEATED)
                : Mono.error(EventRefused.otherContent());
    }

    private Mono<Outcome> accepted(NotificationRequest request, IdempotencyKey key, String traceparent) {
        return accept.accept(request, key, traceparent)
                .onErrorResume(
                        Refusal.RefusedException.class,
                        refused -> refused.refusal() instanceof Refusal.RateLimited limited
                                ? acceptedLater(request, key, traceparent, limited.retryAfter())
                                : Mono.error(refused))
                .map(NotifyOfEvent::outcome)
                .onErrorResume(
                        Refusal.RefusedException.class,
                        refused -> refused.refusal() instanceof Refusal.Duplicate
                                ? Mono.just(Outcome.REPEATED)
                                : Mono.error(refused));
    }

    /** It waits where everything waits that is sent later, is decided again when the tokens are back, and holds up nobody else's events. */
    private Mono<Acceptance> acceptedLater(
            NotificationRequest request, IdempotencyKey key, String traceparent, Duration wait) {
        return accept.accept(request.at(clock.instant().plus(wait)), key, traceparent);
    }

    private static Outcome outcome(Acceptance acceptance) {
        return switch (acceptance) {
            case Acceptance.FannedOut fannedOut -> Outcome.FANNED_OUT;
            case Acceptance.Scheduled scheduled -> Outcome.SCHEDULED;
            case Acceptance.Suppressed suppressed -> Outcome.SUPPRESSED;
        };
    }

    /** Ends when it is worth trying again; fails for what waiting doesn't change. */
    private static Mono<Long> pause(Throwable failure) {
        if (!(failure instanceof Refusal.RefusedException refused)) {
            return Mono.error(failure);
        }
        return switch (refused.refusal()) {
            case Refusal.InFlight inFlight -> delay(inFlight.retryAfter());
            case Refusal.RateLimited limited -> delay(limited.retryAfter());
            case Refusal.Unavailable unavailable -> {
                log.warn("An event waits: {}", unavailable.detail());
                yield delay(unavailable.retryAfter());
            }
            case Refusal.Duplicate duplicate -> Mono.error(failure);
            case Refusal.KeyConflict conflict -> Mono.error(failure);
            case Refusal.UnknownRecipient unknown -> Mono.error(failure);
            case Refusal.UnknownTemplate unknown -> Mono.error(failure);
            case Refusal.VariablesMissing missing -> Mono.error(failure);
            case Refusal.ContentTooLong tooLong -> Mono.error(failure);
            case Refusal.MarketingTextInvalid invalid -> Mono.error(failure);
        };
    }

    /** Never as long as the other side may take at most, because it may be ready sooner. */
    private static Mono<Long> delay(Duration retryAfter) {
        Duration atMost = retryAfter.compareTo(LONGEST_PAUSE) < 0 ? retryAfter : LONGEST_PAUSE;
        return Mono.delay(atMost.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : atMost);
    }
}
