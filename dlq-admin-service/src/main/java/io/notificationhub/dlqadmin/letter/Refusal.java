package io.notificationhub.dlqadmin.letter;

import io.notificationhub.dlqadmin.request.DlqError;
import io.notificationhub.web.ProblemException;
import java.util.Arrays;
import java.util.Optional;

/** Why the desk does not do what an operator wants. The name is for programs, and for the console, which has words of its own for it. */
public enum Refusal {
    REPLAYED_ALREADY("It was replayed already and its outcome is awaited"),
    DELIVERED("A vendor accepted it after all"),
    EXPIRED_AFTER_REPLAY("It was replayed, and its time was over before a vendor took it"),
    DISCARDED("It was discarded"),
    ERASED("Its recipient was erased, so there is nothing left to send"),
    AMBIGUOUS(
            "The vendor may have accepted it already (AMBIGUOUS), so a replay may send it twice: this needs force and reason"),
    TIME_OVER("Its time is over: a replay needs force and reason"),
    JUST_CHANGED("It was just decided about or changed: look at it again"),
    CHANGED_SINCE_START("It has changed since the job began"),
    JOB_OVER("The job is not running any more");

    private final String detail;

    Refusal(String detail) {
        this.detail = detail;
    }

    public String detail() {
        return detail;
    }

    /** A 409 that says so. */
    public ProblemException problem() {
        return ProblemException.of(DlqError.ILLEGAL_DLQ_OPERATION, detail).with("refusal", name());
    }

    /** The one that is told in these words. */
    public static Optional<Refusal> told(String detail) {
        return Arrays.stream(values())
                .filter(each -> each.detail.equals(detail))
                .findFirst();
    }
}
