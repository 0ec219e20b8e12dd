package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.notificationhub.dlqadmin.letter.DeskStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A round is believed to have failed, and its success is told after that. Results and letters come by different topics, so the desk hears of both in any
 * order; a success is the last word in each.
 */
class LateSuccessTest extends DeskTest {
    private static final List<String> ORDERS = List.of(
            "FAILED SUCCEEDED RAISED  REPLAY    EXPIRED",
            "FAILED RAISED    SUCCEEDED REPLAY  EXPIRED",
            "FAILED RAISED    REPLAY  SUCCEEDED EXPIRED",
            "FAILED RAISED    REPLAY  EXPIRED   SUCCEEDED",
            "RAISED FAILED    SUCCEEDED REPLAY  EXPIRED",
            "RAISED FAILED    REPLAY  SUCCEEDED EXPIRED",
            "RAISED FAILED    REPLAY  EXPIRED   SUCCEEDED",
            "RAISED REPLAY    FAILED  SUCCEEDED EXPIRED",
            "RAISED REPLAY    FAILED  EXPIRED   SUCCEEDED",
            "RAISED REPLAY    EXPIRED FAILED    SUCCEEDED");

    private enum Happening {
        FAILED,
        SUCCEEDED,
        RAISED,
        REPLAY,
        EXPIRED
    }

    /** All orders go on in step, and no step begins before the desk has heard of the one before. */
    @TestFactory
    Stream<DynamicTest> aSuccessResolvesItsLetterWhicheverComesFirst() {
        Map<String, Letter> letters = new LinkedHashMap<>();
        ORDERS.forEach(order -> letters.put(order, letter()));
        for (int step = 0; step < Happening.values().length; step++) {
            int now = step;
            letters.forEach((order, letter) -> happens(Happening.valueOf(order.split(" +", -1)[now]), letter));
            awaitThatAllEventsWereRead();
        }
        return letters.entrySet().stream()
                .map(each -> dynamicTest(
                        each.getKey(),
                        () -> assertThat(status(each.getValue().attemptId())).isEqualTo("RESOLVED")));
    }

    private void happens(Happening happening, Letter letter) {
        switch (happening) {
            case FAILED -> failed(letter.attemptId(), 5);
            case SUCCEEDED -> succeeded(letter.attemptId(), 5);
            case RAISED -> publish(letter.raised());
            case REPLAY -> replay(letter.attemptId());
            case EXPIRED -> expired(letter.attemptId(), 6);
        }
    }

    private void awaitThatAllEventsWereRead() {
        Letter last = letter();
        raise(last);
        succeeded(last.attemptId(), 5);
        awaitStatus(last.attemptId(), DeskStatus.RESOLVED);
    }
}
