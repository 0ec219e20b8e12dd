package io.notificationhub.intake.fallback;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Which channel stands in for which; a channel may stand in for itself, which is one more try. A chain of several steps is several entries; the first
 * that fits is taken. MARKETING never falls back: nobody misses an advertisement.
 *
 * @param chains by default AlimTalk to SMS where the recipient can't get AlimTalks, and AlimTalk once more, a minute later, where NHN says that another
 *     try may help
 */
@Validated
@ConfigurationProperties("hub.fallback")
public record FallbackPolicy(@Nullable List<Chain> chains) {
    /** KakaoTalk answered too late or not at all, or the vendor doesn't know (NHN's delivery results). */
    private static final Set<String> MAY_PASS = Set.of("3012", "9998", "9999");

    private static final List<Chain> DEFAULT = List.of(
            new Chain(Channel.KAKAO_ALIMTALK, Channel.SMS, Undelivered.Cause.UNREACHABLE, null, null, null),
            new Chain(
                    Channel.KAKAO_ALIMTALK,
                    Channel.KAKAO_ALIMTALK,
                    Undelivered.Cause.NOT_DELIVERED,
                    null,
                    MAY_PASS,
                    Duration.ofMinutes(1)));

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
     * @param kinds none for all
     * @param vendorCodes the vendor's words for what happened; none for all
     * @param after how long the stand-in waits; none to send it at once
     */
    public record Chain(
            Channel from,
            Channel to,
            Undelivered.Cause on,
            @Nullable Set<Kind> kinds,
            @Nullable Set<String> vendorCodes,
            @Nullable Duration after) {
        public Chain {
            kinds = kinds == null ? null : Set.copyOf(kinds);
            vendorCodes = vendorCodes == null ? null : Set.copyOf(vendorCodes);
        }

        boolean fits(Undelivered undelivered) {
            Kind kind = undelivered.message().kind();
            String code = undelivered.vendorCode();
            return from == undelivered.message().channel()
                    && kind != Kind.MARKETING
                    && (kinds == null || kinds.isEmpty() || kinds.contains(kind))
                    && (vendorCodes == null || vendorCodes.isEmpty() || (code != null && vendorCodes.contains(code)))
                    && includes(undelivered.cause());
        }

        Duration pause() {
            return after == null ? Duration.ZERO : after;
        }

        private boolean includes(Undelivered.Cause cause) {
            return switch (on) {
                case UNREACHABLE, EXHAUSTED -> cause == on;
                case NOT_DELIVERED -> cause != Undelivered.Cause.EXHAUSTED;
            };
        }
    }
}
