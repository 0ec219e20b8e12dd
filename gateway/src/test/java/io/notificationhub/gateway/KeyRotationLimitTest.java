package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "hub.gateway.tokens.issuer=" + TokenIssuer.NAME,
            "hub.gateway.tokens.jwks-uri=${test.jwks}",
            "hub.gateway.tokens.audience=" + TokenIssuer.AUDIENCE
        })
class KeyRotationLimitTest extends GatewayTest {
    private static final TokenIssuer ISSUER = new TokenIssuer();

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry registry) {
        registry.add("test.jwks", ISSUER::keysUrl);
    }

    @Test
    void madeUpKeyIdsDoNotMakeTheGatewayAskTheIssuerAllTheTime(@Autowired Clock clock) throws Exception {
        RSAKey known = TokenIssuer.rsa("known");
        ISSUER.isAway(true);
        assertThat(read(TokenIssuer.sign(
                                known, TokenIssuer.claims(clock.instant()).build()))
                        .status())
                .as("nobody can tell whether the token is good")
                .isEqualTo(503);
        ISSUER.isAway(false);
        ISSUER.publishes(known.toPublicJWK());
        await().untilAsserted(() -> assertThat(read(TokenIssuer.sign(
                                known, TokenIssuer.claims(clock.instant()).build()))
                        .status())
                .isEqualTo(200));
        int asked = ISSUER.asked();

        for (int i = 0; i < 10; i++) {
            RSAKey unknown = new RSAKey.Builder(known).keyID("made-up-" + i).build();
            assertThat(read(TokenIssuer.sign(
                                    unknown, TokenIssuer.claims(clock.instant()).build()))
                            .isProblem("UNAUTHORIZED"))
                    .isTrue();
        }

        assertThat(ISSUER.asked()).isEqualTo(asked);
    }

    private RawHttp.Reply read(String token) throws IOException {
        return raw().request("GET /api/v1/users/u HTTP/1.1", "Authorization: Bearer " + token);
    }
}
