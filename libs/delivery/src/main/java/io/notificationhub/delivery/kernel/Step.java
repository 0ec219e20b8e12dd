package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.ErrorClass;

/** What follows an outcome. */
sealed interface Step {

    /** The round is over and succeeded. */
    record ReportSuccess() implements Step {}

    /** The round is over and failed. */
    record ReportFailure(ErrorClass errorClass) implements Step {}

    /** Call again under the same idempotency key: the vendor sends once however often it is asked. */
    record Repeat() implements Step {}

    /** Call again although the message may arrive twice, and count it. */
    record Resend() implements Step {}

    /** The vendor is down: wait for it without using up a round. */
    record AwaitVendor() implements Step {}
}
