package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "hub.gateway.operators.per-minute=5",
            "hub.gateway.edge.trusted-proxies=127.0.0.0/8",
        })
class OperatorLimitTest extends GatewayTest {

    /** Each address is new to the limits, so that the cases don't count for each other. */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, GET /api/v1/admin/dlq, dlq.read, POST /api/v1/admin/dlq/1/replay",
        "10.0.0.2, GET /api/v1/dashboard/delivery, dlq.read, POST /api/v1/templates",
        "10.0.0.3, POST /api/v1/admin/dlq/1/discard, dlq.write, GET /api/v1/admin/audit",
        "10.0.0.4, POST /api/v1/admin/dlq/bulk-replay, dlq.bulk, POST /api/v1/admin/dlq/1/replay",
        "10.0.0.5, POST /api/v1/admin/dlq/bulk-jobs/1/cancel, dlq.bulk, GET /api/v1/admin/dlq",
        "10.0.0.7, POST /api/v1/admin/dlq/%62ulk-replay, dlq.bulk, POST /api/v1/admin/dlq/1/replay",
        "10.0.0.6, PUT /api/v1/templates/1, template.write, GET /api/v1/templates",
        "2001:db8::1, GET /api/v1/admin/notifications, dlq.read, POST /api/v1/templates",
    })
    void anAddressHasItsShareOfEachScope(String ip, String request, String scope, String other) throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(ask(ip, request, i % 2 == 0 ? TOKEN : "wrong").status()).isEqualTo(i % 2 == 0 ? 200 : 401);
        }

        RawHttp.Reply wrong = ask(ip, request, "wrong");
        assertThat(wrong.isProblem("RATE_LIMIT_EXCEEDED")).as(wrong.text()).isTrue();
        RawHttp.Reply right = ask(ip, request, TOKEN);
        assertThat(right.status()).as("a right guess comes too late").isEqualTo(429);
        assertThat(right.text())
                .containsPattern("(?i)retry-after: ([89]|1[0-2])\r\n")
                .contains("\"scope\":\"" + scope + "\"", "\"retryAfterMillis\":");
        assertThat(ask(ip, other, TOKEN).status()).as("another scope").isEqualTo(200);
        assertThat(ask("10.9.9.9", request, TOKEN).status())
                .as("another address")
                .isNotEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource("10.2.0.1")
    void whoIsSignedInMayLookOften(String ip, @Autowired SessionSeal seal, @Autowired Operators operators)
            throws Exception {
        String session =
                seal.begin(Objects.requireNonNull(operators.prove(TOKEN).block()));
        for (int i = 0; i < 20; i++) {
            RawHttp.Reply reply = raw().request(
                            "GET /console/ HTTP/1.1", "Cookie: hub_operator=" + session, "X-Forwarded-For: " + ip);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(DLQ_ADMIN.only().header("X-Hub-Operator")).isEqualTo("local-operator");
        }
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:1::1, 2001:db8:1::2, 429", "2001:db8:2::1, 2001:db8:3::1, 200"})
    void ofIpv6TheNetworkCounts(String first, String second, int status) throws Exception {
        for (int i = 0; i < 5; i++) {
            ask(first, "GET /api/v1/admin/dlq", TOKEN);
        }

        assertThat(ask(second, "GET /api/v1/admin/dlq", TOKEN).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource("10.1.0.1")
    void withoutRedisEachGatewayCountsForItself(String ip, @Autowired MeterRegistry metrics) throws Exception {
        double before = metrics.counter("hub.gateway.limits.local").count();

        for (int i = 0; i < 6; i++) {
            ask(ip, "GET /api/v1/admin/dlq", TOKEN);
        }

        assertThat(ask(ip, "GET /api/v1/admin/dlq", TOKEN).status()).isEqualTo(429);
        assertThat(metrics.counter("hub.gateway.limits.local").count()).isGreaterThan(before);
    }

    private RawHttp.Reply ask(String ip, String request, String token) throws IOException {
        return raw().request(
                        request + " HTTP/1.1",
                        "X-Admin-Token: " + token,
                        "X-Forwarded-For: " + ip,
                        "Content-Length: 0");
    }
}
