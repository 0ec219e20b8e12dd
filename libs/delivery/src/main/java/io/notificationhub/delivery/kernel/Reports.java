package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Puts an outcome into the words of the result event. */
final class Reports {
    private static final int LONGEST_REASON = 500;

    private Reports() {}

    /** What is said of a failure beside the message itself. */
    private record Ending(
            DeliveryResult.Outcome outcome,
            @Nullable String vendorMessageId,
            @Nullable ErrorClass errorClass,
            @Nullable String vendorCode,
            @Nullable String reason,
            Hygiene hygiene,
            @Nullable Duration retryAfter) {
        static Ending failed(
                ErrorClass errorClass, Outcome.Failure failure, Hygiene hygiene, @Nullable Duration retryAfter) {
            String reason = failure.reason();
            return new Ending(
                    DeliveryResult.Outcome.FAILED,
                    null,
                    errorClass,
                    failure.vendorCode(),
                    reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason,
                    hygiene,
                    retryAfter);
        }
    }

    static DeliveryResult of(
            DeliveryRequested message,
            Outcome outcome,
            String vendor,
            int calls,
            Instant receivedAt,
            Instant finishedAt) {
        Ending ending = switch (outcome) {
            case Outcome.Accepted accepted ->
                new Ending(
                        DeliveryResult.Outcome.SUCCEEDED,
                        accepted.vendorMessageId(),
                        null,
                        null,
                        null,
                        Hygiene.NONE,
                        null);
            case Outcome.Transient failure ->
                Ending.failed(ErrorClass.TRANSIENT, failure, Hygiene.NONE, failure.retryAfter());
            case Outcome.Throttled throttled ->
                Ending.failed(ErrorClass.TRANSIENT, throttled, Hygiene.NONE, throttled.retryAfter());
            case Outcome.Permanent permanent ->
                Ending.failed(ErrorClass.PERMANENT, permanent, permanent.hygiene(), null);
            case Outcome.Ambiguous ambiguous -> Ending.failed(ErrorClass.AMBIGUOUS, ambiguous, Hygiene.NONE, null);
        };
        return result(message, ending, vendor, calls, receivedAt, finishedAt);
    }

    static DeliveryResult expired(DeliveryRequested message, Instant receivedAt, Instant finishedAt) {
        Ending ending =
                new Ending(DeliveryResult.Outcome.EXPIRED, null, null, null, "Its time was over", Hygiene.NONE, null);
        return result(message, ending, null, 0, receivedAt, finishedAt);
    }

    private static DeliveryResult result(
            DeliveryRequested message,
            Ending ending,
            @Nullable String vendor,
            int calls,
            Instant receivedAt,
            Instant finishedAt) {
        Duration retryAfter = ending.retryAfter();
        return new DeliveryResult(
                message.attemptId(),
                message.notificationId(),
                message.recipientId(),
                message.kind(),
                message.channel(),
                message.round(),
                ending.outcome(),
                vendor,
                ending.vendorMessageId(),
                ending.errorClass(),
                ending.vendorCode(),
                ending.reason(),
                ending.hygiene(),
                message.address(),
                message.deviceId(),
                retryAfter == null ? null : finishedAt.plus(retryAfter),
                calls,
                message.createdAt(),
                receivedAt,
                finishedAt);
    }
}
