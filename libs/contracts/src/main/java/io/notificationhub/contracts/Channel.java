package io.notificationhub.contracts;

import java.util.Locale;

/** A way to reach a recipient, in the order in which channels are tried and listed. */
public enum Channel {
    PUSH,
    EMAIL,
    SMS,
    KAKAO_ALIMTALK;

    /** The channel's part of a topic name, e.g. {@code kakao_alimtalk}. */
    public String topicName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
