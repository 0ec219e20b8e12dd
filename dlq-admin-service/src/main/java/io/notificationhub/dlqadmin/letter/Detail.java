package io.notificationhub.dlqadmin.letter;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter by itself. {@code expectedTopic} is where intake will publish it if it is replayed; {@code erasedAt} tells why content is
 * missing. {@code replayOutcome} is {@code EXPIRED} if a replay ended before a vendor took the message; what else can become of it is a status.
 */
record Detail(
        @JsonUnwrapped Line line,
        @Nullable ReplayOutcome replayOutcome,
        @Nullable String recipientId,
        String producerId,
        Kind kind,
        int round,
        int maxRetries,
        @Nullable String title,
        @Nullable String body,
        @Nullable String templateKey,
        @Nullable String vendor,
        @Nullable String vendorCode,
        @JsonRawValue String tries,
        Instant expiresAt,
        String expectedTopic,
        Instant changedAt,
        @Nullable Instant erasedAt) {

    /** How a replay ended. */
    enum ReplayOutcome {
        EXPIRED
    }

    static Detail of(DeadLetter letter) {
        return new Detail(
                Line.of(letter),
                letter.status() == DeskStatus.EXPIRED ? ReplayOutcome.EXPIRED : null,
                letter.recipientId(),
                letter.producerId(),
                letter.kind(),
                letter.round(),
                letter.maxRetries(),
                letter.title(),
                letter.body(),
                letter.templateKey(),
                letter.vendor(),
                letter.vendorCode(),
                letter.tries(),
                letter.expiresAt(),
                Topics.delivery(letter.channel(), letter.kind().lane()),
                letter.changedAt(),
                letter.erasedAt());
    }
}
