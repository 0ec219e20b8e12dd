package io.notificationhub.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.UnsubscribeToken;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From the link in an e-mail to the advertisement that isn't sent. */
class UnsubscribeIT {
    private static final Producer PRODUCER = new Producer(RunningHub.get(), "local-producer");
    private static final String SECRET = "local-unsubscribe-secret";

    private final String recipient = "reader-" + UUID.randomUUID();

    @Test
    void oneClickEndsAdvertisementsAndNothingElse() throws Exception {
        assertThat(PRODUCER.put(
                                "/api/v1/users/" + recipient,
                                Map.of("email", "reader@example.com", "timezone", "Asia/Seoul"))
                        .status())
                .isBetween(200, 201);
        assertThat(send(Kind.MARKETING).text("status")).isEqualTo("FANNED_OUT");
        String link = RunningHub.get().gateway() + "/api/v1/unsubscribe/"
                + new UnsubscribeToken(recipient, Kind.MARKETING).signed(SECRET);

        try (HttpClient mailProgram = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = mailProgram.send(
                    HttpRequest.newBuilder(URI.create(link))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .contains("form-action 'self'");
        }

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Producer.Answer next = send(Kind.MARKETING);
            assertThat(next.text("status")).isEqualTo("SUPPRESSED");
            assertThat(next.text("suppressionReason")).isEqualTo("OPT_OUT");
        });
        assertThat(send(Kind.SERVICE).text("status")).isEqualTo("FANNED_OUT");
    }

    private Producer.Answer send(Kind kind) {
        Producer.Answer answer = PRODUCER.notify(
                "unsubscribe-" + UUID.randomUUID(),
                Map.of(
                        "recipientId",
                        recipient,
                        "kind",
                        kind,
                        "title",
                        "(광고) Offers",
                        "body",
                        "Only today.",
                        "channels",
                        List.of("EMAIL")));
        assertThat(answer.status()).as("%s", answer).isIn(200, 202);
        return answer;
    }
}
