package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.web.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class CredentialsTest {
    private static final String OLD = "7f5a8b3d2d3b2b6f3c4bbfc2d0e0ff6e7c9b7b2c9d4c2f9c0f4f3b7f0d6f7a11";
    private static final String LOCAL = "6de64277ca572b4d5555ddc2a742f0ce84f8e580c7d69df4da267ee5eca85932";

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);

    @Test
    void withoutConfigurationNobodyIsKnown() {
        Producers producers = new Producers(new ProducerProperties(List.of()), metrics);
        Operators operators = new Operators(new OperatorProperties(List.of()));

        for (String presented : List.of("", "local-producer", "local-admin")) {
            assertThat(producers.identify(header(Producers.HEADER, presented))).isNull();
            assertThat(operators.identify(header(Operators.HEADER, presented))).isNull();
        }
    }

    @Test
    void aProducerMayHaveSeveralKeysWithTheirOwnScopes() {
        Producers producers = producers(
                new ProducerProperties.Key("shop", OLD, List.of(), 1),
                new ProducerProperties.Key("shop", LOCAL, List.of("read:any", "audit"), 1));

        assertThat(producers.identify(header(Producers.HEADER, "local-producer")))
                .isEqualTo(new Identity.Producer("shop", "read:any audit"));
    }

    @Test
    void anOverusedKeyWaitsForItsNextShareAndNoLonger() {
        Producers producers = producers(new ProducerProperties.Key("shop", LOCAL, List.of(), 10));
        HttpHeaders headers = header(Producers.HEADER, "local-producer");
        for (int i = 0; i < 10; i++) {
            assertThat(producers.identify(headers)).isNotNull();
        }

        assertThatThrownBy(() -> producers.identify(headers))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(GatewayError.RATE_LIMIT_EXCEEDED);
                    assertThat(refusal.members()).containsEntry("retryAfterMillis", 100L);
                    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(100));
                });
        clock.add(Duration.ofMillis(99));
        assertThatThrownBy(() -> producers.identify(headers)).isInstanceOf(ProblemException.class);
        clock.add(Duration.ofMillis(1));
        assertThat(producers.identify(headers)).isNotNull();
        clock.add(Duration.ofHours(1));
        for (int i = 0; i < 10; i++) {
            assertThat(producers.identify(headers)).isNotNull();
        }
        assertThatThrownBy(() -> producers.identify(headers)).isInstanceOf(ProblemException.class);
    }

    @Test
    void credentialsDoNotShowInLogs() {
        assertThat(new ProducerProperties.Key("shop", LOCAL, List.of(), 1).toString())
                .doesNotContain(LOCAL);
        assertThat(new OperatorProperties.Token("jane", LOCAL).toString()).doesNotContain(LOCAL);
    }

    private Producers producers(ProducerProperties.Key... keys) {
        return new Producers(new ProducerProperties(List.of(keys)), metrics);
    }

    private static HttpHeaders header(String name, String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(name, value);
        return headers;
    }
}
