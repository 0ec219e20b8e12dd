package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.dlqadmin.request.Discreet;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A dead letter in a list. */
record Line(
        UUID attemptId,
        UUID notificationId,
        Channel channelType,
        String channelAddressMasked,
        DeskStatus.Shown status,
        int retryCount,
        ErrorClass errorClass,
        @Nullable String failureReason,
        Instant createdAt,
        Instant completedAt) {

    static Line of(DeadLetter letter) {
        return new Line(
                letter.attemptId(),
                letter.notificationId(),
                letter.channel(),
                letter.addressMasked(),
                letter.status().shown(),
                letter.retryCount(),
                letter.errorClass(),
                Discreet.text(letter.failureReason()),
                letter.createdAt(),
                letter.exhaustedAt());
    }
}
