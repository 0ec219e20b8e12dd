package io.notificationhub.intake.receipt;

import io.notificationhub.contracts.Channel;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Which vendor delivers on which channels. A vendor proves only who it is: what it says of a message that went another way is nothing it can know, and
 * isn't believed.
 *
 * @param channels by the vendor's name; one that isn't named is believed nothing
 */
@Validated
@ConfigurationProperties("hub.receipts")
record VendorChannels(@Nullable Map<String, Set<Channel>> channels) {
    private static final Map<String, Set<Channel>> DEFAULT = Map.of(
            "fcm", Set.of(Channel.PUSH),
            "ses", Set.of(Channel.EMAIL),
            "smtp", Set.of(Channel.EMAIL),
            "twilio", Set.of(Channel.SMS),
            "nhn", Set.of(Channel.SMS, Channel.KAKAO_ALIMTALK));

    VendorChannels {
        channels = channels == null ? DEFAULT : Map.copyOf(channels);
    }

    boolean serves(String vendor, Channel channel) {
        return channels != null && channels.getOrDefault(vendor, Set.of()).contains(channel);
    }
}
