package io.notificationhub.intake.accept;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.HubEvent;
import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.NotificationDue;
import io.notificationhub.intake.decide.ChannelDecision;
import io.notificationhub.intake.decide.Decision;
import io.notificationhub.intake.decide.NotificationRequest;
import io.notificationhub.intake.decide.Reason;
import io.notificationhub.intake.decide.Recipient;
import io.notificationhub.intake.story.StoryJson;
import io.notificationhub.intake.template.Composer;
import io.notificationhub.intake.template.Composition;
import io.notificationhub.outbox.Outbox;
import io.notificationhub.outbox.OutboxRow;
import io.notificationhub.templating.MarketingSms;
import io.notificationhub.templating.SmsText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Turns a decision into what is to be written. */
final class Planner {
    private final AcceptProperties properties;
    private final MarketingSms marketing;
    private final Ids ids;
    private final Outbox outbox;
    private final RandomGenerator random;

    Planner(AcceptProperties properties, MarketingSms marketing, Ids ids, Outbox outbox, RandomGenerator random) {
        this.properties = properties;
        this.marketing = marketing;
        this.ids = ids;
        this.outbox = outbox;
        this.random = random;
    }

    /** A decision with all it was made from. */
    record Decided(
            UUID id,
            NotificationRequest request,
            Recipient recipient,
            Composition composition,
            Decision decision,
            @Nullable String traceparent,
            Instant createdAt,
            Instant now) {

        /** Words are kept where they could become others: a notification keeps the revisions that it was accepted with. */
        StoryJson.Kept kept() {
            boolean ofTemplates = request.message() instanceof NotificationRequest.Message.Templated;
            return new StoryJson.Kept(request, ofTemplates ? composition : null);
        }
    }

    /** What becomes of a notification; the outcome of a decision in the terms of the store. */
    sealed interface Plan {
        Instant expiresAt();

        List<ChannelDecision> decisions();

        record FanOut(
                List<NewNotification.NewAttempt> attempts,
                List<OutboxRow> events,
                List<Channel> channels,
                List<ChannelDecision> decisions,
                Instant expiresAt)
                implements Plan {}

        record Wait(
                Instant until, List<Channel> planned, OutboxRow due, List<ChannelDecision> decisions, Instant expiresAt)
                implements Plan {}

        record Suppress(Reason reason, List<ChannelDecision> decisions, Instant expiresAt) implements Plan {}
    }

    Plan plan(Decided decided) {
        List<Channel> asked = decided.request().channels();
        // What the producer asked for in so many words must be fit to send, whoever the recipient is.
        if (asked.contains(Channel.SMS) && decided.composition().carries(Channel.SMS)) {
            requireSendable(decided, asked);
        }
        return switch (decided.decision()) {
            case Decision.Dispatch dispatch -> dispatch(decided, dispatch);
            case Decision.Defer defer -> defer(decided, defer);
            case Decision.Suppress suppress ->
                new Plan.Suppress(suppress.reason(), suppress.channels(), expiry(decided, decided.now()));
        };
    }

    private Plan dispatch(Decided decided, Decision.Dispatch dispatch) {
        Instant sendAt = decided.request().sendAt();
        List<Channel> channels = dispatch.targets().stream()
                .map(Recipient.Target::channel)
                .distinct()
                .toList();
        requireSendable(decided, channels);
        if (sendAt != null && sendAt.isAfter(decided.now())) {
            return await(decided, sendAt, channels, later(dispatch.channels()));
        }
        Instant expiresAt = expiry(decided, decided.now());
        List<NewNotification.NewAttempt> attempts = dispatch.targets().stream()
                .map(target -> attempt(decided, target, expiresAt))
                .toList();
        List<OutboxRow> events = attempts.stream()
                .map(attempt -> outbox.row(attempt.message(), decided.traceparent(), decided.now())
                        .withId(attempt.outboxId()))
                .toList();
        return new Plan.FanOut(attempts, events, channels, dispatch.channels(), expiresAt);
    }

    /** A text that can't go out as it is makes no notification, whether it would go out now or later. */
    private void requireSendable(Decided decided, List<Channel> channels) {
        if (channels.contains(Channel.SMS)) {
            String text = decided.composition().words(Channel.SMS).content().body();
            SmsText sms = SmsText.of(text);
            if (sms.size() == SmsText.Size.TOO_LONG) {
                throw new Refusal.ContentTooLong("As a text message the body has " + sms.bytes()
                                + " EUC-KR bytes; the longest message has " + SmsText.MAX_LMS_BYTES)
                        .exception();
            }
            if (decided.request().kind() == Kind.MARKETING) {
                Set<MarketingSms.Violation> violations = marketing.violations(text);
                if (!violations.isEmpty()) {
                    throw new Refusal.MarketingTextInvalid(violations).exception();
                }
            }
        }
    }

    private NewNotification.NewAttempt attempt(Decided decided, Recipient.Target target, Instant expiresAt) {
        Composition.Words words = decided.composition().words(target.channel());
        NotificationRequest request = decided.request();
        DeliveryRequested message = new DeliveryRequested(
                ids.next(),
                decided.id(),
                request.recipientId(),
                request.producerId(),
                request.kind(),
                target.channel(),
                1,
                target.address(),
                target.deviceId(),
                words.content(),
                Composer.label(request, decided.recipient().locale()),
                words.template(),
                decided.createdAt(),
                expiresAt);
        return new NewNotification.NewAttempt(message, ids.next());
    }

    /** The same fan-out, a little later. */
    Plan waitFor(Decided decided, Instant until, Plan.FanOut fanOut) {
        return await(decided, until, fanOut.channels(), later(fanOut.decisions()));
    }

    private static List<ChannelDecision> later(List<ChannelDecision> dispatched) {
        return dispatched.stream()
                .map(each -> each.decision() == ChannelDecision.Verdict.DISPATCHED
                        ? ChannelDecision.deferred(each.channel(), null)
                        : each)
                .toList();
    }

    /** The end of the quiet hours is spread, so that eight o'clock is no stampede; over half of the open time at most, or it might become quiet again. */
    private Plan defer(Decided decided, Decision.Defer defer) {
        Duration half = Duration.between(defer.until(), defer.again()).dividedBy(2);
        Duration spread = properties.deferralSpread().compareTo(half) < 0 ? properties.deferralSpread() : half;
        Instant until = defer.until().plusMillis(spread.isZero() ? 0 : random.nextLong(spread.toMillis()));
        Instant expiresAt = decided.request().expiresAt();
        if (expiresAt != null && !defer.until().isBefore(expiresAt)) {
            return tooLate(defer, expiresAt);
        }
        requireSendable(decided, defer.planned());
        // A spread past the expiry would turn "later" into "never".
        Instant due = expiresAt != null && !until.isBefore(expiresAt) ? defer.until() : until;
        return await(decided, due, defer.planned(), defer.channels());
    }

    /** It expires before it may go out. */
    private static Plan tooLate(Decision.Defer defer, Instant expiresAt) {
        boolean quiet = false;
        List<ChannelDecision> excluded = new ArrayList<>();
        for (ChannelDecision each : defer.channels()) {
            Reason reason = each.reason();
            boolean deferred = each.decision() == ChannelDecision.Verdict.DEFERRED;
            quiet |= deferred && reason == Reason.QUIET_HOURS;
            excluded.add(deferred && reason != null ? ChannelDecision.excluded(each.channel(), reason) : each);
        }
        return new Plan.Suppress(quiet ? Reason.QUIET_HOURS : Reason.NO_ELIGIBLE_CHANNEL, excluded, expiresAt);
    }

    private Plan await(Decided decided, Instant until, List<Channel> planned, List<ChannelDecision> decisions) {
        HubEvent due = new NotificationDue(decided.id());
        return new Plan.Wait(
                until, planned, outbox.row(due, decided.traceparent(), until), decisions, expiry(decided, until));
    }

    private Instant expiry(Decided decided, Instant from) {
        Instant asked = decided.request().expiresAt();
        return asked == null ? from.plus(properties.lifetimeOf(decided.request().kind())) : asked;
    }
}
