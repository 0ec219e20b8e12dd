package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.delivery.Outcome;

/** What follows an outcome. */
sealed interface Step {

    /** Whether it goes on with a call to the same vendor. */
    default boolean callsAgain() {
        return false;
    }

    /** The round is over and succeeded. */
    record ReportSuccess() implements Step {}

    /** The round is over and failed. */
    record ReportFailure(ErrorClass errorClass) implements Step {}

    /** Call again under the same idempotency key: the vendor sends once however often it is asked. */
    record Repeat(Outcome.Ambiguous unknown) implements Step {
        @Override
        public boolean callsAgain() {
            return true;
        }
    }

    /** Too late to repeat: the vendor is asked what became of the message, and what it doesn't know is left to people. */
    record Ask(Outcome.Ambiguous unknown) implements Step {}

    /** Call again although the message may arrive twice, and count it. */
    record Resend(Outcome.Ambiguous unknown) implements Step {
        @Override
        public boolean callsAgain() {
            return true;
        }
    }

    /** The vendor is down: wait for it without using up a round. */
    record AwaitVendor() implements Step {}
}
