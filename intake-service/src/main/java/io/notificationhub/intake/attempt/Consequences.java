package io.notificationhub.intake.attempt;

import io.notificationhub.contracts.AlertFired;
import io.notificationhub.contracts.DeadLetterRaised;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Masked;
import io.notificationhub.contracts.TemplateUse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The events that an exhausted attempt leads to. */
final class Consequences {
    private final RoundPolicy policy;

    Consequences(RoundPolicy policy) {
        this.policy = policy;
    }

    DeadLetterRaised deadLetter(Change change, DeliveryRequested message, Instant now) {
        DeliveryResult result = change.result();
        TemplateUse template = message.template();
        return new DeadLetterRaised(
                change.id(),
                message.notificationId(),
                message.recipientId(),
                message.producerId(),
                message.kind(),
                message.channel(),
                change.after().round(),
                Masked.address(message.address()),
                message.content().title(),
                message.content().body(),
                template == null ? null : template.key(),
                change.after().retryCount(),
                policy.maxRetries(),
                errorClass(change.after()),
                result == null ? null : result.vendor(),
                result == null ? null : result.vendorCode(),
                result == null ? null : result.failureReason(),
                change.tries(),
                message.createdAt(),
                message.expiresAt(),
                now);
    }

    AlertFired alert(Change change, DeliveryRequested message, Instant now) {
        DeliveryResult result = change.result();
        return new AlertFired(
                AlertFired.VENDOR_EXHAUSTED,
                change.id(),
                message.notificationId(),
                message.channel(),
                result == null ? null : result.vendor(),
                detail(result),
                now);
    }

    private static String detail(@Nullable DeliveryResult result) {
        return result == null || result.vendorCode() == null
                ? "Delivery failed for good"
                : "Delivery failed for good: " + result.vendorCode();
    }

    private static ErrorClass errorClass(Attempt state) {
        return state instanceof Attempt.Exhausted exhausted ? exhausted.errorClass() : ErrorClass.TRANSIENT;
    }
}
