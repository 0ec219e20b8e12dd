package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.gateway.EchoService.Answer;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Mono;

/** Services that take 700 ms, for callers whose patience differs. */
@TestPropertySource(
        properties = {
            "hub.gateway.upstreams.response-timeouts.producers=10s",
            "hub.gateway.upstreams.response-timeouts.operators=10s",
            "hub.gateway.upstreams.response-timeouts.callbacks=150ms",
            "hub.gateway.upstreams.response-timeouts.statistics=150ms"
        })
class TimeoutTest extends GatewayTest {
    private static final Answer LATE = response ->
            Mono.delay(Duration.ofMillis(700)).then(Answer.json(200, "{}").write(response));

    @Autowired
    private Clock clock;

    @BeforeEach
    void slow() {
        INTAKE.answers(LATE);
        DLQ_ADMIN.answers(LATE);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/notifications/1, 200",
        "/api/v1/admin/notifications/1, 200",
        "/api/v1/admin/dlq, 200",
        "/api/v1/admin/dlq/stats, 503",
        "/api/v1/admin/dlq/causes?by=templateKey, 503",
        "/api/v1/dashboard/delivery, 503",
        "/console/, 503",
    })
    void eachKindOfTrafficHasAPatienceOfItsOwn(String path, int status) throws Exception {
        RawHttp.Reply reply =
                raw().request("GET " + path + " HTTP/1.1", "X-Api-Key: " + KEY, "X-Admin-Token: " + TOKEN);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        if (status == 503) {
            isUnavailable(reply);
        }
    }

    @Test
    void aCallbackThatTookTooLongMayComeAgain() throws Exception {
        SignedCallback callback = SignedCallback.of("fcm", "new-secret", clock.millis(), "{\"success\":true}");

        isUnavailable(callback.sendTo(raw()));
        INTAKE.forget();

        assertThat(callback.sendTo(raw()).status()).isEqualTo(200);
    }

    /** A vendor's call is answered before the vendor hangs up; everybody else hears what the service itself says after 20 s. */
    @Test
    void theDefaultsFollowWhatTheOtherSideDoes() {
        UpstreamProperties.Timeouts defaults = new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("hub.gateway.upstreams", UpstreamProperties.class)
                .responseTimeouts();

        assertThat(defaults.callbacks()).isEqualTo(Duration.ofSeconds(10));
        for (Traffic traffic : new Traffic[] {Traffic.PRODUCERS, Traffic.OPERATORS, Traffic.STATISTICS}) {
            assertThat(defaults.of(traffic)).as(traffic.label()).isEqualTo(Duration.ofSeconds(22));
        }
    }

    private static void isUnavailable(RawHttp.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(503);
        assertThat(reply.isProblem("TEMPORARILY_UNAVAILABLE")).as(reply.text()).isTrue();
        assertThat(reply.text()).containsIgnoringCase("retry-after: 2\r\n");
    }
}
