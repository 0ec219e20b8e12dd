package io.notificationhub.sms;

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

class TwilioErrorsTest {
    private static final Duration WAIT = Duration.ofSeconds(3);

    @ParameterizedTest
    @MethodSource
    void every_error_has_its_outcome(
            int code, int status, @Nullable Duration retryAfter, Outcome expected, boolean needsPeople) {
        Outcome outcome = TwilioErrors.outcome(code, status, "why", retryAfter);

        assertThat(outcome).isEqualTo(expected);
        assertThat(TwilioErrors.needsPeople(((Outcome.Failure) outcome).vendorCode()))
                .isEqualTo(needsPeople);
    }

    static Stream<Arguments> every_error_has_its_outcome() {
        return Stream.of(
                arguments(21610, 400, null, new Outcome.Permanent("21610", "why", Hygiene.OPTED_OUT), false),
                arguments(21211, 400, null, badNumber("21211"), false),
                arguments(21614, 400, null, badNumber("21614"), false),
                arguments(30005, 400, null, badNumber("30005"), false),
                arguments(30006, 400, null, badNumber("30006"), false),
                arguments(30007, 400, null, new Outcome.Permanent("30007", "why"), false),
                arguments(30003, 400, null, new Outcome.Transient(Scope.RECIPIENT, "30003", "why"), false),
                arguments(20429, 429, WAIT, new Outcome.Throttled("20429", "why", WAIT), false),
                arguments(21611, 400, null, new Outcome.Throttled("21611", "why", null), false),
                arguments(0, 429, WAIT, new Outcome.Throttled("HTTP_429", "why", WAIT), false),
                arguments(20003, 401, null, new Outcome.Transient(Scope.VENDOR, "20003", "why"), true),
                arguments(20404, 404, null, new Outcome.Transient(Scope.VENDOR, "20404", "why"), true),
                arguments(20500, 500, null, new Outcome.Transient(Scope.VENDOR, "20500", "why"), false),
                arguments(20503, 503, WAIT, new Outcome.Transient(Scope.VENDOR, "20503", "why", WAIT), false),
                arguments(0, 302, null, new Outcome.Transient(Scope.VENDOR, "HTTP_302", "why"), true),
                arguments(21617, 400, null, new Outcome.Permanent("21617", "why"), false),
                arguments(0, 201, null, new Outcome.Ambiguous("HTTP_201", "why"), false));
    }

    private static Outcome badNumber(String code) {
        return new Outcome.Permanent(code, "why", Hygiene.ADDRESS_INVALID);
    }
}
