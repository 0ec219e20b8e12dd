package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.notificationhub.dlqadmin.letter.DeskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every state meets everything that can happen to a dead letter; rounds begin at 5. */
class DeadLetterLifeTest extends DeskTest {
    private static final String TABLE = """
            # state      replay     discard    raised 4   raised 5   raised 6   failed 6   expired 5   expired 6   succeeded 6
            EXHAUSTED  | REPLAYED | DISCARDED | EXHAUSTED | EXHAUSTED | EXHAUSTED | EXHAUSTED | EXHAUSTED | EXHAUSTED | RESOLVED
            REPLAYED   | 409      | 409       | REPLAYED  | REPLAYED  | EXHAUSTED | REPLAYED  | REPLAYED  | EXPIRED   | RESOLVED
            RESOLVED   | 409      | 409       | RESOLVED  | RESOLVED  | RESOLVED  | RESOLVED  | RESOLVED  | RESOLVED  | RESOLVED
            EXPIRED    | 409      | 409       | EXPIRED   | EXPIRED   | EXPIRED   | EXPIRED   | EXPIRED   | EXPIRED   | RESOLVED
            DISCARDED  | 409      | 409       | DISCARDED | DISCARDED | DISCARDED | DISCARDED | DISCARDED | DISCARDED | DISCARDED
            """;

    private enum Happening {
        REPLAY,
        DISCARD,
        RAISED_4,
        RAISED_5,
        RAISED_6,
        FAILED_6,
        EXPIRED_5,
        EXPIRED_6,
        SUCCEEDED_6
    }

    private record Case(DeskStatus from, Happening happening, String expected, Letter letter) {
        UUID id() {
            return letter.attemptId();
        }
    }

    @TestFactory
    Stream<DynamicTest> goesOnlyWhereTheTableSays() {
        List<Case> cases = cases();
        raise(cases.stream().map(Case::letter).toList());
        cases.forEach(this::bringToState);
        cases.forEach(each -> awaitStatus(each.id(), each.from()));
        List<String> answers = cases.stream().map(this::happens).toList();
        awaitThatAllEventsWereRead();

        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            Case each = cases.get(i);
            String answer = answers.get(i);
            boolean refused = each.expected().equals("409");
            tests.add(dynamicTest(each.from() + " on " + each.happening(), () -> {
                assertThat(answer).isEqualTo(refused ? "409" : "ok");
                assertThat(status(each.id())).isEqualTo(refused ? each.from().name() : each.expected());
            }));
        }
        return tests.stream();
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        TABLE.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] cells = line.split("\\|", -1);
            int cell = 1;
            for (Happening happening : Happening.values()) {
                DeskStatus from = DeskStatus.valueOf(cells[0].strip());
                cases.add(new Case(from, happening, cells[cell].strip(), letter()));
                cell++;
            }
        });
        return cases;
    }

    private void bringToState(Case each) {
        switch (each.from()) {
            case EXHAUSTED -> {}
            case REPLAYED -> replay(each.id()).expectStatus().isOk();
            case RESOLVED -> {
                replay(each.id()).expectStatus().isOk();
                succeeded(each.id(), 6);
            }
            case EXPIRED -> {
                replay(each.id()).expectStatus().isOk();
                expired(each.id(), 6);
            }
            case DISCARDED -> discard(each.id()).expectStatus().isOk();
        }
    }

    private String happens(Case each) {
        switch (each.happening()) {
            case REPLAY -> {
                return said(replay(each.id()));
            }
            case DISCARD -> {
                return said(discard(each.id()));
            }
            case RAISED_4 -> publish(each.letter().round(4).raised());
            case RAISED_5 -> publish(each.letter().round(5).raised());
            case RAISED_6 -> publish(each.letter().round(6).raised());
            case FAILED_6 -> failed(each.id(), 6);
            case EXPIRED_5 -> expired(each.id(), 5);
            case EXPIRED_6 -> expired(each.id(), 6);
            case SUCCEEDED_6 -> succeeded(each.id(), 6);
        }
        return "ok";
    }

    private static String said(org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec response) {
        int status = response.expectBody().returnResult().getStatus().value();
        return status == 200 ? "ok" : Integer.toString(status);
    }

    private void awaitThatAllEventsWereRead() {
        Letter last = letter();
        raise(last);
        replay(last.attemptId()).expectStatus().isOk();
        succeeded(last.attemptId(), 6);
        awaitStatus(last.attemptId(), DeskStatus.RESOLVED);
    }
}
