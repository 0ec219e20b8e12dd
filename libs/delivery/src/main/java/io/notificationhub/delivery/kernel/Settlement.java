package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Kind;
import io.notificationhub.delivery.Outcome;
import java.time.Duration;

/** The one place that decides what an outcome leads to. Pure. */
final class Settlement {
    /** NHN forgets idempotency keys after 10 min; a minute is left for the call itself. */
    static final Duration KEY_LIFETIME = Duration.ofMinutes(9);

    /** Most sends after an ambiguous outcome, per attempt over all its rounds. */
    static final int MOST_RESENDS = 1;

    private Settlement() {}

    /**
     * What is known when an outcome comes in.
     *
     * @param repeatable whether the vendor honours idempotency keys
     * @param age time since the idempotency key may have been used first
     * @param unknown whether an earlier call may have been taken and nothing definite has followed it yet
     * @param vendorAvailable whether the vendor's circuit breaker is closed after this outcome
     */
    record Situation(
            Kind kind, boolean repeatable, Duration age, int resends, boolean unknown, boolean vendorAvailable) {}

    static Step settle(Outcome outcome, Situation situation) {
        return switch (outcome) {
            case Outcome.Accepted accepted -> new Step.ReportSuccess();
            case Outcome.Permanent permanent -> new Step.ReportFailure(ErrorClass.PERMANENT);
            case Outcome.Throttled throttled -> ofVendor(throttled, situation);
            case Outcome.Transient failure ->
                switch (failure.scope()) {
                    case VENDOR -> ofVendor(failure, situation);
                    case RECIPIENT -> new Step.ReportFailure(ErrorClass.TRANSIENT);
                };
            case Outcome.Ambiguous ambiguous -> ofAmbiguous(ambiguous, situation);
        };
    }

    private static Step ofVendor(Outcome.Failure failure, Situation situation) {
        if (situation.unknown() && situation.repeatable()) {
            // The repetition was refused, perhaps before anybody looked for the key: the first call is as unknown as
            // before.
            return ofAmbiguous(new Outcome.Ambiguous(failure.vendorCode(), failure.reason()), situation);
        }
        return situation.vendorAvailable() ? new Step.ReportFailure(ErrorClass.TRANSIENT) : new Step.AwaitVendor();
    }

    private static Step ofAmbiguous(Outcome.Ambiguous outcome, Situation situation) {
        if (situation.repeatable()) {
            return situation.age().compareTo(KEY_LIFETIME) < 0 ? new Step.Repeat(outcome) : new Step.Ask(outcome);
        }
        return switch (situation.kind()) {
            // A missing alert is worse than a double one.
            case SECURITY, TRANSACTIONAL, SERVICE ->
                situation.resends() < MOST_RESENDS
                        ? new Step.Resend(outcome)
                        : new Step.ReportFailure(ErrorClass.AMBIGUOUS);
            case MARKETING -> new Step.ReportFailure(ErrorClass.AMBIGUOUS);
        };
    }
}
