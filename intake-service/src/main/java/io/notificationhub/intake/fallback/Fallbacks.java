package io.notificationhub.intake.fallback;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.intake.decide.Recipient;
import io.notificationhub.intake.profile.Profiles;
import io.notificationhub.intake.template.Composer;
import io.notificationhub.intake.template.Composition;
import io.notificationhub.outbox.Outbox;
import io.notificationhub.outbox.OutboxRow;
import io.notificationhub.templating.SmsText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets another channel carry what one could not: a new attempt, linked to the first, at most one per notification and channel however often the failure
 * is told. The recipient's consent and addresses are asked again. Words come from the template of the new channel if what the first message carried is
 * enough for it, else they are the first message's own.
 */
public final class Fallbacks {
    private final FallbackPolicy policy;
    private final FallbackTable table;
    private final Profiles profiles;
    private final Composer composer;
    private final Outbox outbox;
    private final Clock clock;
    private final MeterRegistry metrics;

    Fallbacks(
            FallbackPolicy policy,
            FallbackTable table,
            Profiles profiles,
            Composer composer,
            Outbox outbox,
            Clock clock,
            MeterRegistry metrics) {
        this.policy = policy;
        this.table = table;
        this.profiles = profiles;
        this.composer = composer;
        this.outbox = outbox;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Must run in the transaction that records the failures. */
    public Mono<Void> begin(List<Undelivered> undelivered) {
        return Flux.fromIterable(undelivered)
                .concatMap(each -> Mono.justOrEmpty(chain(each)).flatMap(chain -> begin(each, chain)))
                .then();
    }

    private Optional<FallbackPolicy.Chain> chain(Undelivered undelivered) {
        return policy.steps().stream().filter(step -> step.fits(undelivered)).findFirst();
    }

    private Mono<Void> begin(Undelivered undelivered, FallbackPolicy.Chain chain) {
        DeliveryRequested message = undelivered.message();
        Channel to = chain.to();
        Instant at = clock.instant().plus(chain.pause());
        return table.lock(message.notificationId())
                .filter(siblings -> siblings.lack(to, message.attemptId(), message.channel(), at))
                .flatMap(siblings -> profiles.copy(message.recipientId())
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(profile -> standIn(undelivered, siblings, recipient(message, profile, to), to, at)));
    }

    /** One more try goes where the first went; AlimTalk and text messages go to a telephone number both. */
    private static @Nullable Recipient recipient(
            DeliveryRequested message, Optional<ProfileChanged> profile, Channel to) {
        if (profile.isPresent() && profile.get().erased()) {
            return null;
        }
        boolean sameAddress =
                to == message.channel() || (message.channel() == Channel.KAKAO_ALIMTALK && to == Channel.SMS);
        return Recipient.of(profile.orElse(null), sameAddress ? Map.of(to, message.address()) : Map.of());
    }

    private Mono<Void> standIn(
            Undelivered undelivered, Siblings siblings, @Nullable Recipient recipient, Channel to, Instant at) {
        DeliveryRequested message = undelivered.message();
        List<Recipient.Target> targets = recipient == null ? List.of() : recipient.targets(message.kind(), to);
        Composition.Words words = words(message, to);
        if (targets.isEmpty() || words == null) {
            count(message.channel(), to, "IMPOSSIBLE");
            return Mono.empty();
        }
        List<DeliveryRequested> attempts = targets.stream()
                .map(target -> new DeliveryRequested(
                        child(message.attemptId(), target),
                        message.notificationId(),
                        message.recipientId(),
                        message.producerId(),
                        message.kind(),
                        to,
                        1,
                        target.address(),
                        target.deviceId(),
                        words.content(),
                        message.locale(),
                        words.template(),
                        clock.instant(),
                        message.expiresAt()))
                .toList();
        List<OutboxRow> rows = attempts.stream()
                .map(attempt -> outbox.row(attempt, undelivered.traceparent(), at))
                .toList();
        return table.insert(siblings, message.attemptId(), attempts, rows)
                .then(outbox.append(rows))
                .doOnSuccess(done -> count(message.channel(), to, "BEGUN"));
    }

    /** Null if the words don't fit the channel. */
    private Composition.@Nullable Words words(DeliveryRequested message, Channel to) {
        if (to == message.channel()) {
            return new Composition.Words(message.content(), message.template());
        }
        Composition.Words words = composer.again(message, to);
        boolean fits = to != Channel.SMS || SmsText.of(words.content().body()).size() != SmsText.Size.TOO_LONG;
        return fits ? words : null;
    }

    /** The same for the same failure, so that no race can make two. */
    private static UUID child(UUID parent, Recipient.Target target) {
        String name = parent + "/" + target.channel() + "/" + target.address();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private void count(Channel from, Channel to, String outcome) {
        metrics.counter("hub.fallbacks", "from", from.name(), "to", to.name(), "outcome", outcome)
                .increment();
    }
}
