package io.notificationhub.intake.accept;

import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.NotificationDue;
import io.notificationhub.contracts.Topics;
import io.notificationhub.intake.decide.ChannelDecision;
import io.notificationhub.intake.decide.Reason;
import io.notificationhub.intake.limit.RecipientLimits;
import io.notificationhub.messaging.Inbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.kafka.annotation.KafkaListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Decides a waiting notification again when its time has come: consent, quiet hours, addresses and expiry as they are now. A second event for the same
 * notification finds nothing that waits.
 */
class ComeDue {
    private static final Logger log = LoggerFactory.getLogger(ComeDue.class);
    private static final int AT_ONCE = 16;
    private static final Duration UNTIL_LIMITS_ARE_BACK = Duration.ofMinutes(1);

    private final Inbox inbox;
    private final DueNotifications notifications;
    private final Deciding deciding;
    private final Planner planner;
    private final RecipientLimits limits;
    private final Clock clock;

    ComeDue(
            Inbox inbox,
            DueNotifications notifications,
            Deciding deciding,
            Planner planner,
            RecipientLimits limits,
            Clock clock) {
        this.inbox = inbox;
        this.notifications = notifications;
        this.deciding = deciding;
        this.planner = planner;
        this.limits = limits;
        this.clock = clock;
    }

    @KafkaListener(id = "due", groupId = "${spring.application.name}.due", topics = Topics.DUE)
    Mono<Void> on(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(
                records,
                NotificationDue.class,
                due -> Flux.fromIterable(due)
                        .flatMap(each -> decideAgain(each.event().notificationId()), AT_ONCE)
                        .then());
    }

    private Mono<Void> decideAgain(UUID id) {
        return notifications.find(id).flatMap(waiting -> {
            Instant now = clock.instant();
            if (!now.isBefore(waiting.expiresAt())) {
                return notifications.expire(id).then();
            }
            return deciding.decide(id, waiting.kept(), waiting.traceparent(), waiting.createdAt(), now)
                    .flatMap(decided -> withinLimits(decided, planner.plan(decided)))
                    .doOnNext(moved -> log.debug("{} came due, moved: {}", id, moved))
                    .onErrorResume(Refusal.RefusedException.class, refused -> notSendable(waiting, refused))
                    .then();
        });
    }

    /** What was acceptable once can't be sent any more; its story says so, and waiting would not change it. */
    private Mono<Boolean> notSendable(DueNotifications.Waiting waiting, Refusal.RefusedException refused) {
        return switch (refused.refusal()) {
            case Refusal.Unavailable unavailable ->
                Mono.error(new TransientDataAccessResourceException(unavailable.detail(), refused));
            case Refusal.UnknownRecipient unknown -> giveUp(waiting, Reason.RECIPIENT_GONE, refused);
            case Refusal.UnknownTemplate unknown -> giveUp(waiting, Reason.CONTENT_NOT_SENDABLE, refused);
            case Refusal.VariablesMissing missing -> giveUp(waiting, Reason.CONTENT_NOT_SENDABLE, refused);
            case Refusal.ContentTooLong tooLong -> giveUp(waiting, Reason.CONTENT_NOT_SENDABLE, refused);
            case Refusal.MarketingTextInvalid invalid -> giveUp(waiting, Reason.CONTENT_NOT_SENDABLE, refused);
            // Only the door refuses for these.
            case Refusal.Duplicate duplicate -> Mono.error(refused);
            case Refusal.KeyConflict conflict -> Mono.error(refused);
            case Refusal.InFlight inFlight -> Mono.error(refused);
            case Refusal.RateLimited limited -> Mono.error(refused);
        };
    }

    private Mono<Boolean> giveUp(DueNotifications.Waiting waiting, Reason why, Refusal.RefusedException refused) {
        log.warn("{} came due and can't be sent: {}", waiting.id(), refused.getMessage());
        List<ChannelDecision> decisions = waiting.decisions().stream()
                .map(each -> each.decision() == ChannelDecision.Verdict.EXCLUDED
                        ? each
                        : ChannelDecision.excluded(each.channel(), why))
                .toList();
        return notifications.suppress(waiting.id(), Reason.NO_ELIGIBLE_CHANNEL, decisions);
    }

    /** Whom the limit blocks now waits for the refill; without Redis limits are open, except for advertisements, which can wait. */
    private Mono<Boolean> withinLimits(Planner.Decided decided, Planner.Plan plan) {
        if (!(plan instanceof Planner.Plan.FanOut fanOut)) {
            return notifications.moveOn(decided, plan);
        }
        String recipientId = decided.request().recipientId();
        Kind kind = decided.request().kind();
        return limits.take(recipientId, kind, fanOut.channels()).flatMap(verdict -> switch (verdict) {
            case RecipientLimits.Verdict.Taken taken ->
                notifications
                        .moveOn(decided, plan)
                        .flatMap(moved -> moved
                                ? Mono.just(true)
                                : limits.refund(recipientId, kind, fanOut.channels())
                                        .thenReturn(false))
                        .onErrorResume(error -> limits.refund(recipientId, kind, fanOut.channels())
                                .then(Mono.error(error)));
            case RecipientLimits.Verdict.Blocked blocked ->
                notifications.moveOn(
                        decided, planner.waitFor(decided, decided.now().plus(blocked.retryAfter()), fanOut));
            case RecipientLimits.Verdict.Unknown unknown ->
                notifications.moveOn(
                        decided,
                        kind == Kind.MARKETING
                                ? planner.waitFor(decided, decided.now().plus(UNTIL_LIMITS_ARE_BACK), fanOut)
                                : plan);
        });
    }
}
