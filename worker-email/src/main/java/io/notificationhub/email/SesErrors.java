package io.notificationhub.email;

import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import io.notificationhub.delivery.StatusOutcome;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What SES's errors mean. Pure. */
final class SesErrors {
    static final String NO_CREDENTIALS = "NO_CREDENTIALS";

    private static final Set<String> FOR_PEOPLE = Set.of(
            NO_CREDENTIALS,
            "LimitExceeded",
            "SendingPaused",
            "AccountSuspended",
            "MailFromDomainNotVerified",
            "NotFound",
            "UnrecognizedClient",
            "InvalidSignature",
            "SignatureDoesNotMatch",
            "InvalidClientTokenId",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "ExpiredToken",
            "RequestExpired",
            "AccessDenied",
            "OptInRequired");

    private SesErrors() {}

    /** @param code the error's type, with or without its ending {@code Exception}; that ending is left out of the outcome */
    static Outcome outcome(@Nullable String code, int status, String reason, @Nullable Duration retryAfter) {
        String name = code == null || code.isEmpty() ? StatusOutcome.code(status) : bare(code);
        return switch (name) {
            case "TooManyRequests", "Throttling" -> new Outcome.Throttled(name, reason, retryAfter);
            case "LimitExceeded", "SendingPaused", "AccountSuspended" ->
                new Outcome.Transient(Scope.VENDOR, name, reason, retryAfter);
            case "MessageRejected", "BadRequest", "MailFromDomainNotVerified" -> new Outcome.Permanent(name, reason);
            case "RecipientUnavailable" -> new Outcome.Transient(Scope.RECIPIENT, name, reason, retryAfter);
            default ->
                needsPeople(name)
                        ? new Outcome.Transient(Scope.VENDOR, name, reason, retryAfter)
                        : StatusOutcome.of(status, name, reason, retryAfter);
        };
    }

    /** Whether only people can end failures with this {@code vendorCode}. */
    static boolean needsPeople(String vendorCode) {
        return FOR_PEOPLE.contains(vendorCode) || vendorCode.matches("HTTP_(3..|401|403|404)");
    }

    private static String bare(String code) {
        return code.endsWith("Exception") ? code.substring(0, code.length() - "Exception".length()) : code;
    }
}
