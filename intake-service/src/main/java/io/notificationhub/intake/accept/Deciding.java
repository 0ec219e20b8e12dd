package io.notificationhub.intake.accept;

import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.intake.decide.ChannelDecision;
import io.notificationhub.intake.decide.Decide;
import io.notificationhub.intake.decide.Decision;
import io.notificationhub.intake.decide.NotificationRequest;
import io.notificationhub.intake.decide.Reason;
import io.notificationhub.intake.decide.Recipient;
import io.notificationhub.intake.profile.Profiles;
import io.notificationhub.intake.story.StoryJson;
import io.notificationhub.intake.template.Composer;
import io.notificationhub.intake.template.Composition;
import io.notificationhub.intake.template.TemplateUnknown;
import io.notificationhub.intake.template.VariablesMissing;
import io.notificationhub.templating.ContentTooLong;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Gathers what a decision needs and makes it: the profile, the words, the rules. */
final class Deciding {
    private static final Duration UNAVAILABLE = Duration.ofSeconds(1);

    private final Profiles profiles;
    private final Composer composer;
    private final Decide decide;

    Deciding(Profiles profiles, Composer composer, Decide decide) {
        this.profiles = profiles;
        this.composer = composer;
        this.decide = decide;
    }

    /** Decides for now, or for the time the producer asked for, in the words that were kept, if any were. Fails with a {@link Refusal}. */
    Mono<Planner.Decided> decide(
            UUID id, StoryJson.Kept kept, @Nullable String traceparent, Instant createdAt, Instant now) {
        NotificationRequest request = kept.request();
        return profiles.find(request.recipientId())
                .map(lookup -> decided(id, kept, lookup, traceparent, createdAt, now))
                .flatMap(first -> lacksAnAddress(first.decision())
                        ? profiles.refresh(request.recipientId())
                                // An owner that has no answer, or has lost the recipient, is no reason to doubt the
                                // copy.
                                .map(lookup -> lookup instanceof Profiles.Lookup.Found
                                        ? decided(id, kept, lookup, traceparent, createdAt, now)
                                        : first)
                        : Mono.just(first));
    }

    private Planner.Decided decided(
            UUID id,
            StoryJson.Kept kept,
            Profiles.Lookup lookup,
            @Nullable String traceparent,
            Instant createdAt,
            Instant now) {
        NotificationRequest request = kept.request();
        Recipient recipient = recipient(request, lookup);
        Composition composition = kept.words() == null ? compose(request, recipient) : kept.words();
        Instant at = request.sendAt() != null && request.sendAt().isAfter(now) ? request.sendAt() : now;
        Decision decision = decide.decide(request, recipient, composition::carries, at);
        return new Planner.Decided(id, request, recipient, composition, decision, traceparent, createdAt, now);
    }

    private static Recipient recipient(NotificationRequest request, Profiles.Lookup lookup) {
        ProfileChanged profile = lookup instanceof Profiles.Lookup.Found found ? found.profile() : null;
        Recipient recipient = Recipient.of(profile, request.addresses());
        if (recipient.isReachable()) {
            return recipient;
        }
        throw switch (lookup) {
            case Profiles.Lookup.Unavailable unavailable ->
                new Refusal.Unavailable("The recipient can't be looked up right now", UNAVAILABLE).exception();
            case Profiles.Lookup.Unknown unknown -> new Refusal.UnknownRecipient(request.recipientId()).exception();
            case Profiles.Lookup.Found erased -> new Refusal.UnknownRecipient(request.recipientId()).exception();
        };
    }

    private Composition compose(NotificationRequest request, Recipient recipient) {
        try {
            return composer.compose(request, recipient.locale());
        } catch (TemplateUnknown e) {
            throw new Refusal.UnknownTemplate(String.valueOf(e.getMessage())).exception();
        } catch (VariablesMissing e) {
            throw new Refusal.VariablesMissing(e.names()).exception();
        } catch (ContentTooLong e) {
            throw new Refusal.ContentTooLong(String.valueOf(e.getMessage())).exception();
        }
    }

    /** Only then may the owner know more than the copy. */
    private static boolean lacksAnAddress(Decision decision) {
        return decision.channels().stream()
                .map(ChannelDecision::reason)
                .anyMatch(reason -> reason == Reason.NO_ADDRESS || reason == Reason.NO_ACTIVE_DEVICE);
    }
}
