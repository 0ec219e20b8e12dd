package io.notificationhub.preference;

import io.notificationhub.testkit.HostileRequests;
import io.notificationhub.testkit.HostileRequests.Valid;
import io.notificationhub.web.HubHeaders;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Random wrong requests at every endpoint; the table of known ones is {@link BadInputTest}. */
class HostileRequestsTest extends ServiceTest {
    private static final String USER = "/api/v1/users/{id}";
    private static final int TIMES = 300;

    private final String recipient = "hostile-" + UUID.randomUUID();

    @Test
    void aRecipient() {
        attack("PUT", USER, """
                {"email":"a@example.com","phone":"+821012345678","kakaoPhone":"+821012345678","locale":"ko-kr",
                "timezone":"Asia/Seoul"}""");
        known();
        attack("GET", USER, "");
        known();
        attack("DELETE", USER, "");
    }

    /** One of the odd requests before may have been a DELETE. */
    private void known() {
        put("/api/v1/users/" + recipient, Map.of("email", "a@example.com"))
                .expectStatus()
                .is2xxSuccessful();
    }

    @Test
    void preferences() {
        attack("PUT", USER + "/preferences", """
                {"kind":"MARKETING","allowed":true,"nightAllowed":false,"preferredChannels":["SMS","PUSH"],
                "quietHours":{"start":"22:00","end":"08:00"},"disableQuietHours":false,"timezone":"Asia/Seoul"}""");
        attack("GET", USER + "/preferences", "");
    }

    @Test
    void devices() {
        to().attack(
                        new Valid("POST", "/api/v1/devices", Map.of(), Map.of(), """
                        {"recipientId":"%s","platform":"IOS","token":"%s-*"}""".formatted(
                                        recipient, token("hostile"))),
                        TIMES);
        attack("GET", USER + "/devices", "");
        String device = database.sql("SELECT id::text FROM device WHERE recipient_id = $1 LIMIT 1")
                .bind(0, recipient)
                .map(row -> String.valueOf(row.get(0)))
                .one()
                .blockOptional()
                .orElseThrow();
        to().attack(new Valid("DELETE", "/api/v1/devices/{id}", Map.of("id", device), Map.of(), ""), TIMES);
    }

    private void attack(String method, String path, String body) {
        to().attack(new Valid(method, path, Map.of("id", recipient), Map.of(), body), TIMES);
    }

    private HostileRequests to() {
        return HostileRequests.to("http://127.0.0.1:" + port, Map.of(HubHeaders.PRODUCER, "shop"), this::stored);
    }
}
