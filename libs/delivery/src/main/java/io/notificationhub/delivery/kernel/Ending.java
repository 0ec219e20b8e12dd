package io.notificationhub.delivery.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one round of an attempt ended, beside what the message itself says: an address is kept with the message and nowhere else. Components as in
 * {@link DeliveryResult}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ending(
        DeliveryResult.Outcome outcome,
        @Nullable String vendor,
        @Nullable String vendorMessageId,
        @Nullable ErrorClass errorClass,
        @Nullable String vendorCode,
        @Nullable String failureReason,
        Hygiene hygiene,
        @Nullable Instant notBefore,
        int calls,
        Instant receivedAt,
        Instant finishedAt) {
    private static final int LONGEST_REASON = 500;

    static Ending of(Outcome outcome, String vendor, int calls, Instant receivedAt, Instant finishedAt) {
        Verdict verdict = Verdict.of(outcome);
        Duration retryAfter = verdict.retryAfter();
        return new Ending(
                verdict.outcome(),
                vendor,
                verdict.vendorMessageId(),
                verdict.errorClass(),
                verdict.vendorCode(),
                verdict.reason(),
                verdict.hygiene(),
                retryAfter == null ? null : finishedAt.plus(retryAfter),
                calls,
                receivedAt,
                finishedAt);
    }

    static Ending expired(Instant receivedAt, Instant finishedAt) {
        return new Ending(
                DeliveryResult.Outcome.EXPIRED,
                null,
                null,
                null,
                null,
                "Its time was over",
                Hygiene.NONE,
                null,
                0,
                receivedAt,
                finishedAt);
    }

    /** The event that tells it. */
    DeliveryResult of(DeliveryRequested message) {
        return new DeliveryResult(
                message.attemptId(),
                message.notificationId(),
                message.recipientId(),
                message.kind(),
                message.channel(),
                message.round(),
                outcome,
                vendor,
                vendorMessageId,
                errorClass,
                vendorCode,
                failureReason,
                hygiene,
                message.address(),
                message.deviceId(),
                notBefore,
                calls,
                message.createdAt(),
                receivedAt,
                finishedAt);
    }

    /** What a vendor's answer alone says. */
    private record Verdict(
            DeliveryResult.Outcome outcome,
            @Nullable String vendorMessageId,
            @Nullable ErrorClass errorClass,
            @Nullable String vendorCode,
            @Nullable String reason,
            Hygiene hygiene,
            @Nullable Duration retryAfter) {
        static Verdict of(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Accepted accepted ->
                    new Verdict(
                            DeliveryResult.Outcome.SUCCEEDED,
                            accepted.vendorMessageId(),
                            null,
                            null,
                            null,
                            Hygiene.NONE,
                            null);
                case Outcome.Transient failure ->
                    failed(ErrorClass.TRANSIENT, failure, Hygiene.NONE, failure.retryAfter());
                case Outcome.Throttled throttled ->
                    failed(ErrorClass.TRANSIENT, throttled, Hygiene.NONE, throttled.retryAfter());
                case Outcome.Permanent permanent -> failed(ErrorClass.PERMANENT, permanent, permanent.hygiene(), null);
                case Outcome.Ambiguous ambiguous -> failed(ErrorClass.AMBIGUOUS, ambiguous, Hygiene.NONE, null);
            };
        }

        private static Verdict failed(
                ErrorClass errorClass, Outcome.Failure failure, Hygiene hygiene, @Nullable Duration retryAfter) {
            String reason = failure.reason();
            return new Verdict(
                    DeliveryResult.Outcome.FAILED,
                    null,
                    errorClass,
                    failure.vendorCode(),
                    reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason,
                    hygiene,
                    retryAfter);
        }
    }
}
