package io.notificationhub.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import io.notificationhub.email.SmtpReplies.Stage;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SmtpRepliesTest {

    @ParameterizedTest
    @MethodSource
    void every_reply_has_its_outcome(Stage stage, String reply, Outcome expected, boolean needsPeople) {
        int code = Integer.parseInt(reply.substring(0, 3));

        Outcome outcome = SmtpReplies.outcome(stage, code, reply, "why");

        assertThat(outcome).isEqualTo(expected);
        assertThat(SmtpReplies.needsPeople(((Outcome.Failure) outcome).vendorCode()))
                .isEqualTo(needsPeople);
    }

    static Stream<Arguments> every_reply_has_its_outcome() {
        return Stream.of(
                arguments(
                        Stage.MESSAGE,
                        "454 Throttling failure: Maximum sending rate exceeded.",
                        new Outcome.Throttled("454", "why", null),
                        false),
                arguments(Stage.RECIPIENT, "454 4.7.1 slow", new Outcome.Throttled("454", "why", null), false),
                arguments(Stage.CONNECTION, "454 4.7.0 later", new Outcome.Throttled("454", "why", null), false),
                arguments(Stage.RECIPIENT, "450 4.2.1 busy", transientOf(Scope.RECIPIENT, "450"), false),
                arguments(Stage.RECIPIENT, "452 4.2.2 mailbox full", transientOf(Scope.RECIPIENT, "452"), false),
                arguments(Stage.RECIPIENT, "421 4.3.2 closing", transientOf(Scope.VENDOR, "421"), false),
                arguments(Stage.MESSAGE, "451 4.3.0 local error", transientOf(Scope.VENDOR, "451"), false),
                arguments(Stage.MESSAGE, "421 4.3.2 closing", transientOf(Scope.VENDOR, "421"), false),
                arguments(Stage.CONNECTION, "421 too many", transientOf(Scope.VENDOR, "421"), false),
                arguments(Stage.CONNECTION, "554 no service here", transientOf(Scope.VENDOR, "554"), false),
                arguments(Stage.CONNECTION, "535 5.7.8 wrong password", transientOf(Scope.VENDOR, "535"), true),
                arguments(Stage.MESSAGE, "530 5.7.0 sign in first", transientOf(Scope.VENDOR, "530"), true),
                arguments(
                        Stage.RECIPIENT,
                        "550 5.1.1 no such user",
                        new Outcome.Permanent("550", "why", Hygiene.ADDRESS_INVALID),
                        false),
                arguments(Stage.RECIPIENT, "550 5.7.1 relaying denied", new Outcome.Permanent("550", "why"), false),
                arguments(Stage.RECIPIENT, "553 bad name", new Outcome.Permanent("553", "why"), false),
                arguments(Stage.MESSAGE, "552 5.3.4 too big", new Outcome.Permanent("552", "why"), false),
                arguments(Stage.MESSAGE, "554 5.7.1 spam", new Outcome.Permanent("554", "why"), false));
    }

    private static Outcome transientOf(Scope scope, String code) {
        return new Outcome.Transient(scope, code, "why");
    }
}
