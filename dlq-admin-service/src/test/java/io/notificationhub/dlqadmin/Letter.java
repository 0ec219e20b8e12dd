package io.notificationhub.dlqadmin;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeadLetterRaised;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.Try;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A dead letter in the making: what a test doesn't say is ordinary. */
record Letter(
        UUID attemptId,
        String recipientId,
        Channel channel,
        int round,
        ErrorClass errorClass,
        @Nullable String vendorCode,
        @Nullable String templateKey,
        Instant createdAt,
        Instant expiresAt,
        Instant exhaustedAt,
        String producerId) {

    static Letter of(UUID attemptId) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Letter(
                attemptId,
                "recipient-" + attemptId,
                Channel.SMS,
                5,
                ErrorClass.TRANSIENT,
                "30003",
                "order-shipped",
                now.minusSeconds(60),
                now.plusSeconds(86_400),
                now,
                "shop");
    }

    Letter recipient(String id) {
        return new Letter(
                attemptId,
                id,
                channel,
                round,
                errorClass,
                vendorCode,
                templateKey,
                createdAt,
                expiresAt,
                exhaustedAt,
                producerId);
    }

    Letter on(Channel other) {
        return new Letter(
                attemptId,
                recipientId,
                other,
                round,
                errorClass,
                vendorCode,
                templateKey,
                createdAt,
                expiresAt,
                exhaustedAt,
                producerId);
    }

    Letter round(int number) {
        return new Letter(
                attemptId,
                recipientId,
                channel,
                number,
                errorClass,
                vendorCode,
                templateKey,
                createdAt,
                expiresAt,
                exhaustedAt,
                producerId);
    }

    Letter because(ErrorClass error, @Nullable String code) {
        return new Letter(
                attemptId,
                recipientId,
                channel,
                round,
                error,
                code,
                templateKey,
                createdAt,
                expiresAt,
                exhaustedAt,
                producerId);
    }

    Letter template(@Nullable String key) {
        return new Letter(
                attemptId,
                recipientId,
                channel,
                round,
                errorClass,
                vendorCode,
                key,
                createdAt,
                expiresAt,
                exhaustedAt,
                producerId);
    }

    Letter created(Instant at) {
        return new Letter(
                attemptId,
                recipientId,
                channel,
                round,
                errorClass,
                vendorCode,
                templateKey,
                at,
                expiresAt,
                exhaustedAt,
                producerId);
    }

    Letter expired() {
        return new Letter(
                attemptId,
                recipientId,
                channel,
                round,
                errorClass,
                vendorCode,
                templateKey,
                createdAt,
                createdAt.plusSeconds(1),
                exhaustedAt,
                producerId);
    }

    Letter of(String producer) {
        return new Letter(
                attemptId,
                recipientId,
                channel,
                round,
                errorClass,
                vendorCode,
                templateKey,
                createdAt,
                expiresAt,
                exhaustedAt,
                producer);
    }

    Letter exhausted(Instant at) {
        return new Letter(
                attemptId,
                recipientId,
                channel,
                round,
                errorClass,
                vendorCode,
                templateKey,
                createdAt,
                expiresAt,
                at,
                producerId);
    }

    DeadLetterRaised raised() {
        return new DeadLetterRaised(
                attemptId,
                new UUID(7, 7),
                recipientId,
                producerId,
                Kind.SERVICE,
                channel,
                round,
                "+8***78",
                "Your parcel",
                "is on its way",
                templateKey,
                4,
                5,
                errorClass,
                "twilio",
                vendorCode,
                "Handset of +821012345678 is unreachable",
                List.of(
                        new Try(round - 1, createdAt, "FAILED", "20429", "Too many requests", 3),
                        new Try(round, exhaustedAt, "FAILED", vendorCode, "Unreachable", 3)),
                createdAt,
                expiresAt,
                exhaustedAt);
    }
}
