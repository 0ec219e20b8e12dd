package io.notificationhub.intake.http;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.intake.IntakeTest;
import io.notificationhub.testkit.HostileRequests;
import io.notificationhub.testkit.HostileRequests.Valid;
import io.notificationhub.web.HubHeaders;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random wrong requests at every endpoint of a producer; the table of known ones is {@link BadRequestTest}. */
class HostileRequestsTest extends IntakeTest {
    private static final String NOTIFICATIONS = "/api/v1/notifications";
    private static final int TIMES = 400;

    @BeforeEach
    void registerRecipient() {
        owner().knows(profile());
    }

    @Test
    void aTextToSend() {
        attack(new Valid(
                "POST", NOTIFICATIONS, Map.of(), Map.of("Idempotency-Key", "hostile-*"), """
                {"recipientId":"%s","kind":"SECURITY","title":"Hello","body":"It works.","locale":"ko-kr",
                "channels":["EMAIL"],"sendAt":"2026-03-02T04:00:00Z","expiresAt":"2026-03-02T05:00:00+00:00",
                "onQuietHours":"DEFER","addresses":{"EMAIL":"new@example.com","SMS":"+821012345678"}}""".formatted(recipient)));
    }

    @Test
    void aTemplateToSendToAnUnknownRecipient() {
        template();
        attack(new Valid(
                "POST", NOTIFICATIONS, Map.of(), Map.of("Idempotency-Key", "hostile-*"), """
                {"recipientId":"nobody-%s","kind":"SERVICE","templateKey":"hostile","payload":{"name":"Kim","other":"x"},
                "channels":["EMAIL"],"addresses":{"EMAIL":"new@example.com"},"sendAt":"2026-03-02T04:00:00Z"}""".formatted(recipient)));
    }

    @Test
    void aBatch() {
        attack(new Valid("POST", NOTIFICATIONS + "/batch", Map.of(), Map.of(), """
                {"items":[{"idempotencyKey":"b-*","recipientId":"%1$s","kind":"SECURITY","title":"t","body":"b",
                "sendAt":"2026-03-02T04:00:00Z"},
                {"idempotencyKey":"c-*","recipientId":"%1$s","kind":"MARKETING","title":"t","body":"b","channels":["EMAIL"],
                "sendAt":"2026-03-02T04:00:00Z","addresses":{"EMAIL":"new@example.com"}}]}""".formatted(recipient)));
    }

    @Test
    void itsStory() {
        UUID id = post(request()).id();
        attack(new Valid("GET", NOTIFICATIONS + "/{id}", Map.of("id", id.toString()), Map.of(), ""));
    }

    @Test
    void itsCancelling() {
        UUID id = post(Map.of(
                        "recipientId",
                        recipient,
                        "kind",
                        "SECURITY",
                        "title",
                        "t",
                        "body",
                        "b",
                        "sendAt",
                        "2026-03-02T04:00:00Z"))
                .id();
        attack(new Valid("DELETE", NOTIFICATIONS + "/{id}", Map.of("id", id.toString()), Map.of(), ""));
    }

    @Test
    void itsHistory() {
        for (int i = 0; i < 2; i++) {
            post(request());
        }
        String cursor = get(
                        NOTIFICATIONS
                                + "/me?recipientId={r}&limit=1&kind=TRANSACTIONAL&channel=EMAIL&status=FANNED_OUT",
                        recipient)
                .text("nextCursor");
        attack(new Valid(
                "GET",
                NOTIFICATIONS + "/me",
                Map.of(
                        "recipientId",
                        recipient,
                        "limit",
                        "20",
                        "cursor",
                        cursor,
                        "kind",
                        "TRANSACTIONAL",
                        "channel",
                        "EMAIL",
                        "status",
                        "FANNED_OUT"),
                Map.of(),
                ""));
    }

    private void template() {
        publish(new TemplateChanged(
                UUID.randomUUID(),
                "hostile",
                "ko-kr",
                Channel.EMAIL,
                1,
                "{name}",
                "{name}",
                null,
                null,
                NOON,
                null,
                null));
        await().until(() -> post(Map.of(
                                "recipientId",
                                recipient,
                                "kind",
                                "SERVICE",
                                "templateKey",
                                "hostile",
                                "payload",
                                Map.of("name", "Kim"),
                                "channels",
                                List.of("EMAIL")))
                        .status()
                == 202);
    }

    private void attack(Valid valid) {
        HostileRequests.to(
                        baseUrl(),
                        Map.of(HubHeaders.PRODUCER, "shop", HubHeaders.SCOPES, ""),
                        () -> count("notification") + count("attempt") + count("outbox") + count("idempotency_key"))
                .attack(valid, TIMES);
    }
}
