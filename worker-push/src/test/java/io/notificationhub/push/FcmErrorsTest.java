package io.notificationhub.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FcmErrorsTest {
    private static final Duration WAIT = Duration.ofSeconds(7);

    @ParameterizedTest
    @MethodSource
    void every_error_has_its_outcome(FcmErrors.Refusal refusal, Outcome expected, boolean needsPeople) {
        Outcome outcome = FcmErrors.outcome(refusal);

        assertThat(outcome).isEqualTo(expected);
        assertThat(FcmErrors.needsPeople(((Outcome.Failure) outcome).vendorCode()))
                .isEqualTo(needsPeople);
    }

    static Stream<Arguments> every_error_has_its_outcome() {
        return Stream.of(
                arguments(
                        refusal(404, "UNREGISTERED", "NOT_FOUND", null),
                        new Outcome.Permanent("UNREGISTERED", "why", Hygiene.DEVICE_DEAD),
                        false),
                arguments(
                        refusal(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", null),
                        new Outcome.Permanent("INVALID_ARGUMENT", "why", Hygiene.DEVICE_DEAD),
                        false),
                arguments(
                        refusal(400, null, "INVALID_ARGUMENT", null),
                        new Outcome.Permanent("BAD_MESSAGE", "why"),
                        true),
                arguments(
                        refusal(403, "SENDER_ID_MISMATCH", "PERMISSION_DENIED", null),
                        new Outcome.Permanent("SENDER_ID_MISMATCH", "why"),
                        false),
                arguments(
                        refusal(401, "THIRD_PARTY_AUTH_ERROR", "UNAUTHENTICATED", null),
                        new Outcome.Transient(Scope.VENDOR, "THIRD_PARTY_AUTH_ERROR", "why"),
                        true),
                arguments(
                        refusal(401, null, "UNAUTHENTICATED", null),
                        new Outcome.Transient(Scope.VENDOR, "UNAUTHENTICATED", "why"),
                        true),
                arguments(
                        refusal(403, null, "PERMISSION_DENIED", null),
                        new Outcome.Transient(Scope.VENDOR, "PERMISSION_DENIED", "why"),
                        true),
                arguments(refusal(404, null, "", null), new Outcome.Transient(Scope.VENDOR, "HTTP_404", "why"), true),
                arguments(
                        refusal(429, "QUOTA_EXCEEDED", "RESOURCE_EXHAUSTED", WAIT),
                        new Outcome.Throttled("QUOTA_EXCEEDED", "why", WAIT),
                        false),
                arguments(
                        refusal(429, "QUOTA_EXCEEDED", "RESOURCE_EXHAUSTED", null),
                        new Outcome.Throttled("QUOTA_EXCEEDED", "why", Duration.ofSeconds(60)),
                        false),
                arguments(
                        refusal(503, "UNAVAILABLE", "UNAVAILABLE", WAIT),
                        new Outcome.Transient(Scope.VENDOR, "UNAVAILABLE", "why", WAIT),
                        false),
                arguments(
                        new FcmErrors.Refusal(503, "UNAVAILABLE", "UNAVAILABLE", "why", true, null),
                        new Outcome.Transient(Scope.RECIPIENT, "UNAVAILABLE", "why"),
                        false),
                arguments(
                        refusal(500, "INTERNAL", "INTERNAL", null),
                        new Outcome.Transient(Scope.VENDOR, "INTERNAL", "why"),
                        false),
                arguments(refusal(502, null, "", null), new Outcome.Transient(Scope.VENDOR, "HTTP_502", "why"), false),
                arguments(refusal(418, "NEW_CODE", "", null), new Outcome.Permanent("NEW_CODE", "why"), false),
                arguments(refusal(200, null, "", null), new Outcome.Ambiguous("HTTP_200", "why"), false));
    }

    private static FcmErrors.Refusal refusal(
            int status, @Nullable String code, String rpcStatus, @Nullable Duration retryAfter) {
        return new FcmErrors.Refusal(status, code, rpcStatus, "why", false, retryAfter);
    }
}
