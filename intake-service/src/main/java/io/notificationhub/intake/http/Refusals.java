package io.notificationhub.intake.http;

import io.notificationhub.intake.accept.Refusal;
import io.notificationhub.templating.MarketingSms;
import io.notificationhub.web.CommonError;
import io.notificationhub.web.FieldProblem;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.ProblemTranslator;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells refusals in HTTP's terms. */
@Component
final class Refusals implements ProblemTranslator {
    /** Work takes milliseconds; the rest of its lease, half a minute, is only for who died over it. */
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    @Override
    public @Nullable ProblemException translate(Throwable error) {
        return error instanceof Refusal.RefusedException refused ? problem(refused.refusal()) : null;
    }

    private static ProblemException problem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Duplicate duplicate ->
                ProblemException.of(IntakeError.DUPLICATE_REQUEST, "The first request made the notification named here")
                        .with("notificationId", duplicate.notificationId());
            case Refusal.KeyConflict conflict ->
                ProblemException.of(
                                IntakeError.IDEMPOTENCY_KEY_CONFLICT,
                                "The key was used with another body; use a new key for a new request")
                        .with("notificationId", conflict.notificationId());
            case Refusal.InFlight inFlight ->
                ProblemException.of(IntakeError.REQUEST_IN_PROGRESS, "Ask again in a moment")
                        .with("retryAfterMillis", A_MOMENT.toMillis())
                        .retryAfter(A_MOMENT);
            case Refusal.UnknownRecipient unknown ->
                ProblemException.of(
                        IntakeError.RECIPIENT_NOT_FOUND, "Register the recipient, or send addresses with the request");
            case Refusal.UnknownTemplate unknown ->
                ProblemException.of(IntakeError.TEMPLATE_NOT_FOUND, unknown.detail());
            case Refusal.VariablesMissing missing ->
                ProblemException.of(
                                IntakeError.TEMPLATE_VARIABLE_MISSING, "Missing: " + String.join(", ", missing.names()))
                        .withErrors(missing.names().stream()
                                .map(name -> new FieldProblem("payload." + name, "is required by the template"))
                                .toList());
            case Refusal.ContentTooLong tooLong -> ProblemException.of(IntakeError.CONTENT_TOO_LONG, tooLong.detail());
            case Refusal.MarketingTextInvalid invalid ->
                ProblemException.of(
                                IntakeError.MARKETING_TEXT_INVALID,
                                "An advertising text message begins with " + MarketingSms.MARK
                                        + " and ends with the number of free refusal")
                        .withErrors(invalid.violations().stream()
                                .map(Refusals::neglected)
                                .toList());
            case Refusal.RateLimited limited ->
                ProblemException.of(
                                IntakeError.RATE_LIMIT_EXCEEDED,
                                "The recipient's limit on " + limited.channel() + " is reached")
                        .with("channel", limited.channel())
                        .with("retryAfterMillis", limited.retryAfter().toMillis())
                        .retryAfter(limited.retryAfter());
            case Refusal.Unavailable unavailable ->
                ProblemException.of(CommonError.TEMPORARILY_UNAVAILABLE, unavailable.detail())
                        .retryAfter(unavailable.retryAfter());
        };
    }

    /** The field is that of the text as it was rendered, wherever it came from. */
    private static FieldProblem neglected(MarketingSms.Violation violation) {
        return new FieldProblem(
                "body",
                violation.name() + ": "
                        + switch (violation) {
                            case AD_MARK_MISSING -> "must begin with " + MarketingSms.MARK;
                            case FREE_OPT_OUT_MISSING ->
                                "must end with the number of free refusal, as in 무료수신거부 080-000-0000";
                        });
    }
}
