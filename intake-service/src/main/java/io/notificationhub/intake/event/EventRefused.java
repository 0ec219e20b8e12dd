package io.notificationhub.intake.event;

import io.notificationhub.intake.accept.Refusal;

/** An event that can't become a notification; its message goes to the poison topic and the log, so it names no address and quotes nothing. */
final class EventRefused extends RuntimeException {
    private EventRefused(String message) {
        super(message, null, false, false);
    }

    static EventRefused otherContent() {
        return new EventRefused("Another event with this id, but other content, was processed before");
    }

    static EventRefused because(Refusal refusal) {
        return switch (refusal) {
            case Refusal.KeyConflict conflict -> otherContent();
            case Refusal.UnknownRecipient unknown ->
                new EventRefused("The hub doesn't know the recipient, and the event brings no address");
            case Refusal.UnknownTemplate unknown -> new EventRefused(unknown.detail());
            case Refusal.VariablesMissing missing ->
                new EventRefused("The event lacks what the template needs: " + String.join(", ", missing.names()));
            case Refusal.ContentTooLong tooLong -> new EventRefused(tooLong.detail());
            case Refusal.MarketingTextInvalid invalid ->
                new EventRefused("The advertising text message neglects its duties: " + invalid.violations());
            case Refusal.Duplicate duplicate -> unexpected(duplicate);
            case Refusal.InFlight inFlight -> unexpected(inFlight);
            case Refusal.RateLimited limited -> unexpected(limited);
            case Refusal.Unavailable unavailable -> unexpected(unavailable);
        };
    }

    private static EventRefused unexpected(Refusal refusal) {
        throw new IllegalStateException("Not for good: " + refusal.getClass().getSimpleName());
    }
}
