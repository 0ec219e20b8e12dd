package io.notificationhub.delivery.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
import io.notificationhub.delivery.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every outcome in every situation. */
class SettlementTest {
    private static final Outcome ACCEPTED = new Outcome.Accepted("id");
    private static final Outcome VENDOR_DOWN = new Outcome.Transient(Outcome.Scope.VENDOR, "503", "down");
    private static final Outcome BUSY = new Outcome.Transient(Outcome.Scope.RECIPIENT, "30003", "busy");
    private static final Outcome THROTTLED = new Outcome.Throttled("429", "slow down", null);
    private static final Outcome BAD_NUMBER = new Outcome.Permanent("21211", "bad", Hygiene.ADDRESS_INVALID);
    private static final Outcome UNKNOWN = new Outcome.Ambiguous("NO_ANSWER", "cut");

    private static final Step SUCCESS = new Step.ReportSuccess();
    private static final Step TRANSIENT = new Step.ReportFailure(ErrorClass.TRANSIENT);
    private static final Step PERMANENT = new Step.ReportFailure(ErrorClass.PERMANENT);
    private static final Step REPEAT = new Step.Repeat(new Outcome.Ambiguous("NO_ANSWER", "cut"));
    private static final Step ASK = new Step.Ask(new Outcome.Ambiguous("NO_ANSWER", "cut"));
    private static final Step RESEND = new Step.Resend(new Outcome.Ambiguous("NO_ANSWER", "cut"));
    private static final Step AMBIGUOUS = new Step.ReportFailure(ErrorClass.AMBIGUOUS);

    static Stream<Arguments> whateverTheSituation() {
        List<Arguments> rows = new ArrayList<>();
        for (Settlement.Situation situation : situations()) {
            rows.add(Arguments.of(ACCEPTED, situation, SUCCESS));
            rows.add(Arguments.of(BAD_NUMBER, situation, PERMANENT));
            rows.add(Arguments.of(BUSY, situation, TRANSIENT));
            Step ofVendor = situation.vendorAvailable() ? TRANSIENT : new Step.AwaitVendor();
            boolean stillUnknown = situation.unknown() && situation.repeatable();
            rows.add(Arguments.of(
                    VENDOR_DOWN,
                    situation,
                    stillUnknown ? new Step.Repeat(new Outcome.Ambiguous("503", "down")) : ofVendor));
            rows.add(Arguments.of(
                    THROTTLED,
                    situation,
                    stillUnknown ? new Step.Repeat(new Outcome.Ambiguous("429", "slow down")) : ofVendor));
        }
        return rows.stream();
    }

    private static List<Settlement.Situation> situations() {
        List<Settlement.Situation> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (boolean repeatable : new boolean[] {true, false}) {
                for (int resends = 0; resends < 2; resends++) {
                    for (boolean available : new boolean[] {true, false}) {
                        for (boolean unknown : new boolean[] {true, false}) {
                            all.add(new Settlement.Situation(
                                    kind, repeatable, Duration.ZERO, resends, unknown, available));
                        }
                    }
                }
            }
        }
        return all;
    }

    static Stream<Arguments> anUnknownOutcome() {
        Duration young = Settlement.KEY_LIFETIME.minusMillis(1);
        Duration old = Settlement.KEY_LIFETIME;
        return Stream.of(
                // A vendor with idempotency keys is asked again, as long as it remembers the key.
                Arguments.of(Kind.SECURITY, true, young, 0, REPEAT),
                Arguments.of(Kind.MARKETING, true, young, 1, REPEAT),
                Arguments.of(Kind.SECURITY, true, old, 0, ASK),
                Arguments.of(Kind.MARKETING, true, old, 0, ASK),
                // Without keys: once again, except for advertising.
                Arguments.of(Kind.SECURITY, false, young, 0, RESEND),
                Arguments.of(Kind.TRANSACTIONAL, false, young, 0, RESEND),
                Arguments.of(Kind.SERVICE, false, old, 0, RESEND),
                Arguments.of(Kind.MARKETING, false, young, 0, AMBIGUOUS),
                Arguments.of(Kind.SECURITY, false, young, 1, AMBIGUOUS),
                Arguments.of(Kind.TRANSACTIONAL, false, young, 1, AMBIGUOUS),
                Arguments.of(Kind.SERVICE, false, young, 2, AMBIGUOUS),
                Arguments.of(Kind.MARKETING, false, young, 1, AMBIGUOUS));
    }

    @ParameterizedTest
    @MethodSource("whateverTheSituation")
    void aDefiniteOutcomeLeadsTo(Outcome outcome, Settlement.Situation situation, Step expected) {
        assertThat(Settlement.settle(outcome, situation)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("anUnknownOutcome")
    void anAmbiguousOutcomeLeadsTo(Kind kind, boolean repeatable, Duration age, int resends, Step expected) {
        Settlement.Situation situation = new Settlement.Situation(kind, repeatable, age, resends, false, true);

        assertThat(Settlement.settle(UNKNOWN, situation)).isEqualTo(expected);
    }
}
