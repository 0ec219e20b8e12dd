package io.notificationhub.intake.fallback;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Which channel stands in for which. A chain of several steps is several entries; the first that fits is taken. MARKETING never falls back: nobody
 * misses an advertisement.
 *
 * @param chains by default AlimTalk to SMS where the recipient can't get AlimTalks
 */
@Validated
@ConfigurationProperties("hub.fallback")
public record FallbackPolicy(@Nullable List<Chain> chains) {
    private static final List<Chain> DEFAULT =
            List.of(new Chain(Channel.KAKAO_ALIMTALK, Channel.SMS, Undelivered.Cause.UNREACHABLE, Set.of()));

    public FallbackPolicy {
        chains = chains == null ? null : List.copyOf(chains);
    }

    List<Chain> steps() {
        return chains == null ? DEFAULT : chains;
    }

    /**
     * One step.
     *
     * @param on what has to be known; {@code NOT_DELIVERED} includes {@code UNREACHABLE}
     * @param kinds empty for all
     */
    public record Chain(
            Channel from,
            Channel to,
            Undelivered.Cause on,
            @Nullable Set<Kind> kinds) {
        public Chain {
            kinds = kinds == null ? Set.of() : Set.copyOf(kinds);
        }

        boolean fits(Undelivered undelivered) {
            Kind kind = undelivered.message().kind();
            return from == undelivered.message().channel()
                    && kind != Kind.MARKETING
                    && (kinds == null || kinds.isEmpty() || kinds.contains(kind))
                    && includes(undelivered.cause());
        }

        private boolean includes(Undelivered.Cause cause) {
            return switch (on) {
                case UNREACHABLE, EXHAUSTED -> cause == on;
                case NOT_DELIVERED -> cause != Undelivered.Cause.EXHAUSTED;
            };
        }
    }
}
