package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class CredentialsTest {
    private static final String OLD = "7f5a8b3d2d3b2b6f3c4bbfc2d0e0ff6e7c9b7b2c9d4c2f9c0f4f3b7f0d6f7a11";
    private static final String LOCAL = "6de64277ca572b4d5555ddc2a742f0ce84f8e580c7d69df4da267ee5eca85932";
    private static final Duration ZERO = Duration.ZERO;

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final TokenProperties noTokens = new TokenProperties(
            "", null, Set.of(), Set.of("RS256"), ZERO, ZERO, ZERO, ZERO, Set.of(), "hub-operator", "roles", "sub", 1);
    private final Tokens tokens =
            new Tokens(noTokens, new SigningKeys(noTokens, new Outside(), metrics), Clock.systemUTC());

    @Test
    void withoutConfigurationNobodyIsKnown() {
        Producers producers = producers();
        Operators operators = new Operators(
                new OperatorProperties(List.of(), 60, 60, ZERO), noTokens, tokens, new TokenIdentities(noTokens));

        for (String presented : List.of("", "local-producer", "local-admin", "e30.e30.", "null")) {
            assertThat(identify(producers, Producers.HEADER, presented)).isNull();
            assertThat(identify(producers, "Authorization", "Bearer " + presented))
                    .isNull();
            assertThat(operators.prove(presented).block()).isNull();
            assertThat(operators.bySignature(presented).block()).isNull();
        }
    }

    @Test
    void aProducerMayHaveSeveralKeysWithTheirOwnScopes() {
        Producers producers = producers(
                new ProducerProperties.Key("shop", OLD, List.of(), 1),
                new ProducerProperties.Key("shop", LOCAL, List.of("read:any", "audit"), 1));

        assertThat(identify(producers, Producers.HEADER, "local-producer"))
                .isEqualTo(new Identity.Producer("shop", "read:any audit"));
    }

    @Test
    void anOverusedKeyWaitsForItsNextShareAndNoLonger() {
        Producers producers = producers(new ProducerProperties.Key("shop", LOCAL, List.of(), 10));
        takeTen(producers);

        assertThatThrownBy(() -> identify(producers, Producers.HEADER, "local-producer"))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(GatewayError.RATE_LIMIT_EXCEEDED);
                    assertThat(refusal.members()).containsEntry("retryAfterMillis", 100L);
                    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(100));
                });
        clock.add(Duration.ofMillis(99));
        assertThatThrownBy(() -> identify(producers, Producers.HEADER, "local-producer"))
                .isInstanceOf(ProblemException.class);
        clock.add(Duration.ofMillis(1));
        assertThat(identify(producers, Producers.HEADER, "local-producer")).isNotNull();
        clock.add(Duration.ofHours(1));
        takeTen(producers);
        assertThatThrownBy(() -> identify(producers, Producers.HEADER, "local-producer"))
                .isInstanceOf(ProblemException.class);
    }

    private static void takeTen(Producers producers) {
        for (int i = 0; i < 10; i++) {
            assertThat(identify(producers, Producers.HEADER, "local-producer")).isNotNull();
        }
    }

    @Test
    void aFastKeyGetsNoMoreThanItsRateAlthoughItTakesManySharesAtOnce() {
        Producers producers = producers(new ProducerProperties.Key("shop", LOCAL, List.of(), 1000));
        for (int i = 0; i < 1000; i++) {
            assertThat(identify(producers, Producers.HEADER, "local-producer")).isNotNull();
        }
        assertThatThrownBy(() -> identify(producers, Producers.HEADER, "local-producer"))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void credentialsDoNotShowInLogs() {
        assertThat(new ProducerProperties.Key("shop", LOCAL, List.of(), 1).toString())
                .doesNotContain(LOCAL);
        assertThat(new OperatorProperties.Token("jane", LOCAL).toString()).doesNotContain(LOCAL);
    }

    private Producers producers(ProducerProperties.Key... keys) {
        return new Producers(
                new ProducerProperties(List.of(keys)),
                noTokens,
                tokens,
                new TokenIdentities(noTokens),
                new LocalBuckets(metrics),
                metrics);
    }

    private static @Nullable Identity identify(Producers producers, String header, String value) {
        return producers
                .identify(new Visit(
                        Endpoint.USERS,
                        MockServerHttpRequest.get("/api/v1/users/u")
                                .header(header, value)
                                .build(),
                        "127.0.0.1"))
                .block();
    }
}
