package io.notificationhub.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.intake.IntakeTest;
import io.notificationhub.web.HubHeaders;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cursor is good for the list that gave it out, and for no other. */
class HistoryCursorTest extends IntakeTest {
    private static final String MINE = "/api/v1/notifications/me?limit=1&recipientId=";
    private static final String SUPPORT = "/api/v1/admin/notifications?limit=1&recipientId=";

    @BeforeEach
    void twoNotifications() {
        owner().knows(profile());
        post(request());
        post(request());
    }

    @Test
    void anotherListRefusesIt() {
        String cursor = next(producerAsks("shop", "", MINE + recipient));

        for (String other : new String[] {
            MINE + "somebody-else",
            MINE + recipient + "&kind=TRANSACTIONAL",
            MINE + recipient + "&channel=EMAIL",
            MINE + recipient + "&status=FANNED_OUT"
        }) {
            refuses(producerAsks("shop", "", other + "&cursor=" + cursor));
        }
        refuses(producerAsks("other", "", MINE + recipient + "&cursor=" + cursor));
        refuses(producerAsks("shop", "read:any", MINE + recipient + "&cursor=" + cursor));
        refuses(operatorAsks(SUPPORT + recipient + "&cursor=" + cursor));
        refuses(producerAsks("shop", "", MINE + recipient + "&cursor=" + next(operatorAsks(SUPPORT + recipient))));
    }

    @Test
    void itsOwnListTakesItWithAnotherSizeOfPage() {
        String cursor = next(operatorAsks(SUPPORT + recipient));

        Answer rest = operatorAsks((SUPPORT + recipient).replace("limit=1", "limit=2") + "&cursor=" + cursor);

        assertThat(rest.body().path("items").size()).isOne();
    }

    @Test
    void aForgedOneIsRefused() {
        String cursor = next(producerAsks("shop", "", MINE + recipient));
        UUID id = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();

        for (String forged : new String[] {
            id.toString(),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            (cursor.startsWith("A") ? "B" : "A") + cursor.substring(1),
            cursor + "AAAA",
            cursor.substring(4)
        }) {
            refuses(producerAsks("shop", "", MINE + recipient + "&cursor=" + forged));
        }
    }

    private Answer producerAsks(String id, String scopes, String uri) {
        return answer(producer(id, scopes).get().uri(uri));
    }

    private Answer operatorAsks(String uri) {
        return answer(anonymous().get().uri(uri).header(HubHeaders.OPERATOR, "kim"));
    }

    private static String next(Answer page) {
        assertThat(page.text("nextCursor")).isNotEmpty();
        return page.text("nextCursor");
    }

    private static void refuses(Answer answer) {
        assertThat(answer.text("code")).isEqualTo("INVALID_REQUEST");
        assertThat(answer.body().at("/errors/0/field").asString("")).isEqualTo("cursor");
    }
}
