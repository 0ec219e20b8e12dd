package io.notificationhub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "hub.web.request-timeout=300ms")
class RequestDeadlineTest extends EdgeTest {

    @Test
    void aHandlerThatNeverAnswersIsCancelledAndItsCallerToldToTryAgain() {
        int cancelled = ThingController.CANCELLED.get();
        double before = metrics.counter("hub.http.timeouts").count();

        problem(
                web.get().uri("/silent").exchange().expectHeader().valueEquals("Retry-After", "2"),
                CommonError.TEMPORARILY_UNAVAILABLE,
                "/silent");

        assertThat(metrics.counter("hub.http.timeouts").count()).isEqualTo(before + 1);
        await().untilAsserted(() -> assertThat(ThingController.CANCELLED.get()).isEqualTo(cancelled + 1));
    }

    @Test
    void anAnswerThatHasBegunIsLeftToEnd() {
        double before = metrics.counter("hub.http.timeouts").count();

        web.get()
                .uri("/dripping")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("01234");

        assertThat(metrics.counter("hub.http.timeouts").count()).isEqualTo(before);
    }
}
