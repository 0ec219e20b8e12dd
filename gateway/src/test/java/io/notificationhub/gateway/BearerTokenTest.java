package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.notificationhub.gateway.EchoService.Got;
import io.notificationhub.web.WebProperties;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "hub.gateway.tokens.issuer=" + TokenIssuer.NAME,
            "hub.gateway.tokens.jwks-uri=${test.jwks}",
            "hub.gateway.tokens.audience=" + TokenIssuer.AUDIENCE,
            "hub.gateway.tokens.keys-asked-at-most-every=0s",
            "hub.gateway.tokens.roles-claim=realm_access.roles",
        })
class BearerTokenTest extends GatewayTest {
    private static final TokenIssuer ISSUER = new TokenIssuer();
    private static final RSAKey RSA = TokenIssuer.rsa("rsa");
    private static final ECKey EC = TokenIssuer.ec("ec");

    @Autowired
    Clock clock;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry registry) {
        registry.add("test.jwks", ISSUER::keysUrl);
    }

    @BeforeEach
    void publish() {
        ISSUER.isAway(false);
        ISSUER.publishes(RSA.toPublicJWK(), EC.toPublicJWK());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"shop, web, u-1, shop", "-, web, u-1, web", "-, -, u-1, u-1"})
    void aTokenNamesItsProducer(String clientId, String azp, String sub, String producer) throws Exception {
        JWTClaimsSet claims = claims().claim("client_id", clientId)
                .claim("azp", azp)
                .subject(sub)
                .claim("scope", "openid read:any write:any")
                .build();

        for (String token : List.of(TokenIssuer.sign(RSA, claims), TokenIssuer.sign(EC, claims))) {
            assertThat(read(token).status()).isEqualTo(200);
            Got got = PREFERENCE.only();
            assertThat(got.header("X-Hub-Producer")).isEqualTo(producer);
            assertThat(got.header("X-Hub-Scopes"))
                    .as("what the configuration knows")
                    .isEqualTo("read:any");
            assertThat(got.header("Authorization")).isNull();
        }
    }

    @Test
    void scopesMayComeAsAListAndAreNotInvented() throws Exception {
        read(TokenIssuer.sign(
                RSA, claims().claim("scp", List.of("read:any", "x")).build()));
        assertThat(PREFERENCE.only().header("X-Hub-Scopes")).isEqualTo("read:any");

        read(TokenIssuer.sign(RSA, claims().build()));
        assertThat(PREFERENCE.only().header("X-Hub-Scopes")).isNull();
    }

    @Test
    void aTokenThatIsNotForUsHereAndNowIsRefused() throws Exception {
        Instant now = clock.instant();
        Map<String, JWTClaimsSet> bad = new LinkedHashMap<>();
        bad.put("another issuer", claims().issuer("https://evil.example").build());
        bad.put("no issuer", claims().issuer(null).build());
        bad.put(
                "issuer with a slash more",
                claims().issuer(TokenIssuer.NAME + "/").build());
        bad.put("another audience", claims().audience("billing").build());
        bad.put("no audience", claims().audience((String) null).build());
        bad.put(
                "expired",
                claims().expirationTime(Date.from(now.minusSeconds(31))).build());
        bad.put("endless", claims().expirationTime(null).build());
        bad.put(
                "not yet",
                claims().notBeforeTime(Date.from(now.plusSeconds(60))).build());
        bad.put("nobody", claims().subject(null).build());
        bad.put(
                "a name that is two headers",
                claims().subject("a\r\nX-Hub-Scopes: read:any").build());
        bad.put(
                "a name that is no text",
                claims().claim("client_id", 7).subject("u").build());
        bad.put("an endless name", claims().subject("x".repeat(129)).build());
        for (Map.Entry<String, JWTClaimsSet> each : bad.entrySet()) {
            isRefused(each.getKey(), TokenIssuer.sign(RSA, each.getValue()));
        }
    }

    @Test
    void aClockThatIsOffByALittleIsForgiven() throws Exception {
        JWTClaimsSet justOver = claims().expirationTime(
                        Date.from(clock.instant().minus(Duration.ofSeconds(20))))
                .build();

        assertThat(read(TokenIssuer.sign(RSA, justOver)).status()).isEqualTo(200);
    }

    /** Each of these was, in one library or another, a way in. */
    @Test
    void aTokenThatConfusesTheAlgorithmIsRefused() throws Exception {
        JWTClaimsSet claims = claims().claim("client_id", "victim").build();
        RSAKey own = TokenIssuer.rsa("rsa");
        String good = TokenIssuer.sign(RSA, claims);
        String[] parts = good.split("\\.", -1);
        byte[] publicPem = RSA.toRSAPublicKey().getEncoded();
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("none", new PlainJWT(claims).serialize());
        bad.put("None", raw("{\"alg\":\"None\",\"typ\":\"JWT\"}", parts[1], ""));
        bad.put("none with a signature", raw("{\"alg\":\"none\"}", parts[1], parts[2]));
        bad.put("nothing signed", parts[0] + "." + parts[1] + ".");
        bad.put("the public key as an HMAC secret", hmac(publicPem, claims));
        bad.put(
                "the public JWK as an HMAC secret",
                hmac(TokenIssuer.bytes(RSA.toPublicJWK().toJSONString()), claims));
        bad.put("RS256 in the header, HMAC in the signature", swapHeader(hmac(publicPem, claims), parts[0]));
        bad.put("another key under the same id", TokenIssuer.sign(own, claims));
        bad.put(
                "a key that it brings along",
                TokenIssuer.sign(
                        own,
                        TokenIssuer.header(JWSAlgorithm.RS256)
                                .jwk(own.toPublicJWK())
                                .build(),
                        claims));
        bad.put(
                "a key from an address of its own",
                TokenIssuer.sign(
                        own,
                        TokenIssuer.header(JWSAlgorithm.RS256)
                                .jwkURL(URI.create(ISSUER.keysUrl()))
                                .build(),
                        claims));
        bad.put(
                "an algorithm that is not allowed",
                TokenIssuer.sign(
                        RSA, TokenIssuer.header(JWSAlgorithm.RS512).keyID("rsa").build(), claims));
        bad.put(
                "a type that is no access token",
                TokenIssuer.sign(
                        RSA,
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID("rsa")
                                .type(new JOSEObjectType("secevent+jwt"))
                                .build(),
                        claims));
        bad.put(
                "other claims than signed",
                parts[0] + "."
                        + Base64URL.encode(
                                claims().claim("client_id", "root").build().toString()) + "." + parts[2]);
        bad.put(
                "an empty ES256 signature",
                raw(
                        "{\"alg\":\"ES256\",\"kid\":\"ec\"}",
                        parts[1],
                        Base64URL.encode(new byte[64]).toString()));
        bad.put("no token at all", "abc");
        bad.put("dots", "..");
        bad.put("something endless", "a".repeat(9000) + "." + parts[1] + "." + parts[2]);
        for (Map.Entry<String, String> each : bad.entrySet()) {
            isRefused(each.getKey(), each.getValue());
        }
    }

    @Test
    void aSecretThatTheIssuerPublishesByMistakeSignsNothing() throws Exception {
        OctetSequenceKey secret =
                new OctetSequenceKey.Builder(new byte[32]).keyID("secret").build();
        ISSUER.publishes(RSA.toPublicJWK(), secret);

        isRefused("HS256", hmac(secret.toByteArray(), claims().build()));
    }

    @Test
    void aKeyThatTheIssuerHasJustBegunToUseIsFetched() throws Exception {
        read(TokenIssuer.sign(RSA, claims().build()));
        PREFERENCE.only();
        RSAKey next = TokenIssuer.rsa("next");
        String token = TokenIssuer.sign(next, claims().build());
        isRefused("not yet published", token);

        ISSUER.publishes(next.toPublicJWK());

        assertThat(read(token).status()).isEqualTo(200);
        PREFERENCE.only();
        isRefused("withdrawn", TokenIssuer.sign(RSA, claims().build()));
    }

    @Test
    void theIssuersKeysAreNotFetchedForEachTokenAndServeWhileItIsAway() throws Exception {
        read(TokenIssuer.sign(RSA, claims().build()));
        int asked = ISSUER.asked();
        ISSUER.isAway(true);

        for (int i = 0; i < 5; i++) {
            assertThat(read(TokenIssuer.sign(RSA, claims().build())).status()).isEqualTo(200);
        }

        assertThat(ISSUER.asked()).isEqualTo(asked);
    }

    @Test
    void anOperatorIsWhoHasTheRole() throws Exception {
        JWTClaimsSet operator = claims().subject("jane")
                .claim("realm_access", Map.of("roles", List.of("viewer", "hub-operator")))
                .build();
        JWTClaimsSet viewer = claims().subject("joe")
                .claim("realm_access", Map.of("roles", List.of("viewer")))
                .claim("roles", List.of("hub-operator"))
                .build();

        assertThat(desk(TokenIssuer.sign(RSA, operator)).status()).isEqualTo(200);
        assertThat(DLQ_ADMIN.only().header("X-Hub-Operator")).isEqualTo("jane");
        assertThat(desk(TokenIssuer.sign(RSA, viewer)).isProblem("UNAUTHORIZED_ADMIN"))
                .isTrue();
        assertThat(desk(new PlainJWT(operator).serialize()).isProblem("UNAUTHORIZED_ADMIN"))
                .isTrue();
        assertThat(DLQ_ADMIN.all()).isEmpty();
    }

    @Test
    void aSessionThatATokenBeganEndsWithIt(
            @Autowired Operators operators, @Autowired OperatorProperties properties, @Autowired WebProperties web)
            throws Exception {
        JWTClaimsSet operator = claims().subject("jane")
                .claim("realm_access", Map.of("roles", List.of("hub-operator")))
                .build();
        SessionSeal seal = new SessionSeal(operators, properties, web, clock);
        String session = seal.begin(Objects.requireNonNull(
                operators.prove(TokenIssuer.sign(RSA, operator)).block()));

        assertThat(raw().request("GET /api/v1/admin/dlq HTTP/1.1", "Cookie: hub_operator=" + session)
                        .status())
                .isEqualTo(200);
        assertThat(DLQ_ADMIN.only().header("X-Hub-Operator")).isEqualTo("jane");
        Clock later = Clock.offset(clock, Duration.ofSeconds(1));
        assertThat(new SessionSeal(operators, properties, web, later)
                        .begin(Objects.requireNonNull(
                                operators.prove(TokenIssuer.sign(RSA, operator)).block())))
                .as("ending one does not end the next")
                .isNotEqualTo(session);
        later = Clock.offset(clock, Duration.ofMinutes(5));
        assertThat(new SessionSeal(operators, properties, web, later).operator(session))
                .isNull();
    }

    @Test
    void anApiKeyThatIsWrongIsNotMadeGoodByAToken() throws Exception {
        RawHttp.Reply reply = raw().request(
                        "GET /api/v1/users/u HTTP/1.1",
                        "X-Api-Key: wrong",
                        "Authorization: Bearer " + TokenIssuer.sign(RSA, claims().build()));

        assertThat(reply.isProblem("UNAUTHORIZED")).isTrue();
    }

    private JWTClaimsSet.Builder claims() {
        return TokenIssuer.claims(clock.instant());
    }

    private RawHttp.Reply read(String token) throws Exception {
        return raw().request("GET /api/v1/users/u HTTP/1.1", "Authorization: Bearer " + token);
    }

    private RawHttp.Reply desk(String token) throws Exception {
        return raw().request("GET /api/v1/admin/dlq HTTP/1.1", "Authorization: bearer " + token);
    }

    private void isRefused(String what, String token) throws Exception {
        RawHttp.Reply reply = read(token);
        assertThat(reply.isProblem("UNAUTHORIZED"))
                .as(what + ": " + reply.text())
                .isTrue();
        assertThat(PREFERENCE.all()).as(what).isEmpty();
    }

    private static String hmac(byte[] secret, JWTClaimsSet claims) throws Exception {
        return TokenIssuer.sign(
                new MACSigner(secret.length < 32 ? Arrays.copyOf(secret, 32) : secret),
                TokenIssuer.header(JWSAlgorithm.HS256).keyID("rsa").build(),
                claims);
    }

    private static String swapHeader(String token, String header) {
        return header + token.substring(token.indexOf('.'));
    }

    private static String raw(String header, String claims, String signature) {
        return Base64URL.encode(header) + "." + claims + "." + signature;
    }
}
