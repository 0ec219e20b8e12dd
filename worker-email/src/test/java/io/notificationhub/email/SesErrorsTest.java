package io.notificationhub.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SesErrorsTest {
    private static final Duration WAIT = Duration.ofSeconds(3);

    @ParameterizedTest
    @MethodSource
    void every_error_has_its_outcome(
            @Nullable String code, int status, @Nullable Duration retryAfter, Outcome expected, boolean needsPeople) {
        Outcome outcome = SesErrors.outcome(code, status, "why", retryAfter);

        assertThat(outcome).isEqualTo(expected);
        assertThat(SesErrors.needsPeople(((Outcome.Failure) outcome).vendorCode()))
                .isEqualTo(needsPeople);
    }

    static Stream<Arguments> every_error_has_its_outcome() {
        return Stream.of(
                arguments(
                        "TooManyRequestsException",
                        429,
                        WAIT,
                        new Outcome.Throttled("TooManyRequests", "why", WAIT),
                        false),
                arguments("Throttling", 400, null, new Outcome.Throttled("Throttling", "why", null), false),
                arguments("LimitExceededException", 400, null, vendor("LimitExceeded"), true),
                arguments("SendingPausedException", 400, null, vendor("SendingPaused"), true),
                arguments("AccountSuspendedException", 400, null, vendor("AccountSuspended"), true),
                arguments("MessageRejected", 400, null, new Outcome.Permanent("MessageRejected", "why"), false),
                arguments("BadRequestException", 400, null, new Outcome.Permanent("BadRequest", "why"), false),
                arguments(
                        "MailFromDomainNotVerifiedException",
                        400,
                        null,
                        new Outcome.Permanent("MailFromDomainNotVerified", "why"),
                        true),
                arguments(
                        "RecipientUnavailableException",
                        503,
                        null,
                        new Outcome.Transient(Scope.RECIPIENT, "RecipientUnavailable", "why"),
                        false),
                arguments("InternalServiceErrorException", 500, null, vendor("InternalServiceError"), false),
                arguments("SignatureDoesNotMatch", 403, null, vendor("SignatureDoesNotMatch"), true),
                arguments("UnrecognizedClientException", 403, null, vendor("UnrecognizedClient"), true),
                arguments("NotFoundException", 404, null, vendor("NotFound"), true),
                arguments(null, 503, null, vendor("HTTP_503"), false),
                arguments("NewException", 400, null, new Outcome.Permanent("New", "why"), false));
    }

    private static Outcome vendor(String code) {
        return new Outcome.Transient(Scope.VENDOR, code, "why");
    }
}
