package io.notificationhub.alimtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AlimTalkResultsTest {

    @ParameterizedTest
    @MethodSource
    void every_result_has_its_outcome(int code, Outcome expected, boolean needsPeople) {
        assertThat(AlimTalkResults.outcome(code, "why", "request-1")).isEqualTo(expected);
        assertThat(AlimTalkResults.needsPeople(Integer.toString(code))).isEqualTo(needsPeople);
    }

    static Stream<Arguments> every_result_has_its_outcome() {
        return Stream.of(
                arguments(0, new Outcome.Accepted("request-1"), false),
                arguments(1000, new Outcome.Accepted("request-1"), false),
                // The key was used before: taken then, whatever its id was.
                arguments(-1005, new Outcome.Accepted("request-1"), false),
                arguments(-1000, new Outcome.Transient(Scope.VENDOR, "-1000", "why"), true),
                arguments(-1001, new Outcome.Transient(Scope.VENDOR, "-1001", "why"), true),
                arguments(-3003, new Outcome.Permanent("-3003", "why"), false),
                arguments(-3005, new Outcome.Permanent("-3005", "why"), false),
                arguments(-3010, new Outcome.Permanent("-3010", "why"), false),
                arguments(-2001, new Outcome.Permanent("-2001", "why"), false),
                arguments(-9999, new Outcome.Transient(Scope.VENDOR, "-9999", "why"), false),
                arguments(3005, new Outcome.Ambiguous("3005", "why"), false),
                arguments(3012, new Outcome.Transient(Scope.RECIPIENT, "3012", "why"), false),
                arguments(9998, new Outcome.Transient(Scope.RECIPIENT, "9998", "why"), false),
                arguments(9999, new Outcome.Transient(Scope.RECIPIENT, "9999", "why"), false),
                arguments(3018, new Outcome.Permanent("3018", "why"), false),
                arguments(3019, new Outcome.Permanent("3019", "why"), false),
                arguments(3020, new Outcome.Permanent("3020", "why"), false));
    }
}
