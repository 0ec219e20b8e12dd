package io.notificationhub.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "hub.gateway.webhooks.body-memory=100KB")
class CallbackMemoryTest extends GatewayTest {
    private static final String BODY = "x".repeat(80 * 1024);

    @Autowired
    MeterRegistry metrics;

    @Test
    void bodiesOfWhoeverCallsTakeNoMoreThanTheirShare() throws Exception {
        try (Socket slow = raw().open()) {
            slow.getOutputStream().write((head(BODY.length() + 1, "keep-alive") + BODY).getBytes(US_ASCII));
            await().untilAsserted(() -> assertThat(held()).isEqualTo(BODY.length()));

            RawHttp.Reply reply = callback();

            assertThat(reply.isProblem("TEMPORARILY_UNAVAILABLE"))
                    .as(reply.text())
                    .isTrue();
            assertThat(reply.text().toLowerCase(Locale.ROOT)).contains("retry-after: ");
        }
        await().untilAsserted(() -> assertThat(held()).isZero());

        RawHttp.Reply reply = callback();

        assertThat(reply.isProblem("INVALID_SIGNATURE")).as(reply.text()).isTrue();
        await().untilAsserted(() -> assertThat(held()).isZero());
    }

    private RawHttp.Reply callback() throws IOException {
        return raw().send(head(BODY.length(), "close") + BODY);
    }

    private static String head(int length, String connection) {
        return "POST /api/v1/deliveries/1/ack HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\nConnection: "
                + connection + "\r\n\r\n";
    }

    private double held() {
        return metrics.get("hub.http.body.bytes").gauge().value();
    }
}
