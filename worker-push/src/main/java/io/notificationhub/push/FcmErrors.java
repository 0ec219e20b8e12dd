package io.notificationhub.push;

import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import io.notificationhub.delivery.StatusOutcome;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What FCM's errors mean. Pure. */
final class FcmErrors {
    static final String NO_TOKEN = "NO_ACCESS_TOKEN";

    /** FCM asks to wait a minute when a quota is used up and it names no time. */
    private static final Duration QUOTA_WAIT = Duration.ofSeconds(60);

    private static final Set<String> FOR_PEOPLE = Set.of(
            NO_TOKEN, "THIRD_PARTY_AUTH_ERROR", "UNAUTHENTICATED", "PERMISSION_DENIED", "NOT_FOUND", "BAD_MESSAGE");

    private FcmErrors() {}

    /**
     * A refusal as FCM words it.
     *
     * @param status of HTTP
     * @param errorCode of the {@code FcmError} among the details; null if there is none
     * @param rpcStatus {@code error.status}
     * @param ofRecipient whether an {@code ErrorInfo} says that the recipient, not FCM, is unavailable
     */
    record Refusal(
            int status,
            @Nullable String errorCode,
            String rpcStatus,
            String reason,
            boolean ofRecipient,
            @Nullable Duration retryAfter) {}

    static Outcome outcome(Refusal refusal) {
        String code = refusal.errorCode();
        String reason = refusal.reason();
        Duration retryAfter = refusal.retryAfter();
        if (code == null) {
            return withoutCode(refusal);
        }
        return switch (code) {
            case "UNREGISTERED", "INVALID_ARGUMENT" -> new Outcome.Permanent(code, reason, Hygiene.DEVICE_DEAD);
            case "SENDER_ID_MISMATCH" -> new Outcome.Permanent(code, reason);
            case "THIRD_PARTY_AUTH_ERROR", "INTERNAL" -> new Outcome.Transient(Scope.VENDOR, code, reason, retryAfter);
            case "UNAVAILABLE" ->
                new Outcome.Transient(refusal.ofRecipient() ? Scope.RECIPIENT : Scope.VENDOR, code, reason, retryAfter);
            case "QUOTA_EXCEEDED" -> new Outcome.Throttled(code, reason, retryAfter == null ? QUOTA_WAIT : retryAfter);
            default -> StatusOutcome.of(refusal.status(), code, reason, retryAfter);
        };
    }

    /** Without an {@code FcmError} an invalid argument is our own mistake and says nothing about the device. */
    private static Outcome withoutCode(Refusal refusal) {
        if (refusal.status() == 400) {
            return new Outcome.Permanent("BAD_MESSAGE", refusal.reason());
        }
        String code = refusal.rpcStatus().isEmpty() ? StatusOutcome.code(refusal.status()) : refusal.rpcStatus();
        return StatusOutcome.of(refusal.status(), code, refusal.reason(), refusal.retryAfter());
    }

    /** Whether only people can end failures with this {@code vendorCode}. */
    static boolean needsPeople(String vendorCode) {
        return FOR_PEOPLE.contains(vendorCode) || vendorCode.matches("HTTP_(3..|401|403|404)");
    }
}
