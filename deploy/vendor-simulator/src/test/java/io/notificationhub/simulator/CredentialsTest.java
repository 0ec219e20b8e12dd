package io.notificationhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No vendor takes a call from a stranger, and each says so in its own words. */
class CredentialsTest {

    @Test
    void fcmTakesOnlyTokensThatItIssuedAndOnlyForAnHour() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-03-01T00:00:00Z"));
        try (Wire wire = new Wire(SimulatorSettings.onFreePorts(), clock)) {
            String token = wire.accessToken();
            String body = "{\"message\":{\"token\":\"device\",\"data\":{\"attemptId\":\"a\"}}}";
            String forged = token.substring(0, token.length() - 1) + (token.endsWith("A") ? "B" : "A");

            assertThat(wire.pushRaw(token, body).status()).isEqualTo(200);
            assertThat(wire.pushRaw(forged, body).status()).isEqualTo(401);
            assertThat(wire.pushRaw("ya29.anything", body)
                            .json()
                            .path("error")
                            .path("status")
                            .asString())
                    .isEqualTo("UNAUTHENTICATED");
            clock.advance(Duration.ofMinutes(61));
            assertThat(wire.pushRaw(token, body).text()).contains("ACCESS_TOKEN_EXPIRED");
        }
    }

    @Test
    void fcmKnowsItsTokensAgainAfterARestart() throws Exception {
        String token;
        try (Wire before = new Wire()) {
            token = before.accessToken();
        }
        try (Wire after = new Wire()) {
            assertThat(after.pushRaw(token, "{\"message\":{\"token\":\"device\"}}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theTokenEndpointRefusesAssertionsThatGoogleWouldRefuse() throws Exception {
        try (Wire wire = new Wire()) {
            String good = wire.assertion(Wire.SCOPE, Duration.ofHours(1));
            String claims = "{\"iss\":\"a\",\"aud\":\"b\",\"scope\":\"" + Wire.SCOPE + "\",\"iat\":"
                    + Instant.now().getEpochSecond() + ",\"exp\":"
                    + Instant.now().plusSeconds(60).getEpochSecond() + "}";
            String[] refused = {
                "",
                "a.b.c",
                good.substring(0, good.lastIndexOf('.') + 1),
                wire.assertion("https://www.googleapis.com/auth/drive", Duration.ofHours(1)),
                wire.assertion(Wire.SCOPE, Duration.ofHours(2)),
                wire.assertion(Wire.SCOPE, Duration.ofMinutes(-10)),
                Wire.jwt("{\"alg\":\"none\"}", claims),
                Wire.jwt("{\"alg\":\"HS256\"}", claims),
            };

            assertThat(wire.grant(Wire.jwt("{\"alg\":\"RS256\"}", claims)).status())
                    .isEqualTo(200);
            for (String assertion : refused) {
                Wire.Response response = wire.grant(assertion);
                assertThat(response.status()).as(assertion).isEqualTo(400);
                assertThat(response.json().path("error").asString()).isEqualTo("invalid_grant");
            }
        }
    }

    @Test
    void withAKnownServiceAccountTheSignatureOfTheAssertionIsVerified() throws Exception {
        Map<String, String> environment = Map.of(
                "HUB_SIMULATOR_PORT",
                "0",
                "HUB_SIMULATOR_SMTP_PORT",
                "0",
                "HUB_SIMULATOR_FCM_PUBLIC_KEY",
                "account.pem");
        SimulatorSettings settings =
                SimulatorSettings.fromEnvironment(environment, () -> 1L, file -> Wire.accountPublicKeyPem());
        try (Wire wire = new Wire(settings, Clock.systemUTC())) {
            String good = wire.assertion(Wire.SCOPE, Duration.ofHours(1));
            String[] parts = good.split("\\.", -1);
            String other = wire.assertion(Wire.SCOPE, Duration.ofMinutes(30)).split("\\.", -1)[1];

            assertThat(wire.grant(good).status()).isEqualTo(200);
            assertThat(wire.grant(parts[0] + "." + other + "." + parts[2]).text())
                    .contains("Invalid JWT Signature.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AKIALOCALSIMULATOR,local-ses-secret,200,''",
        "AKIALOCALSIMULATOR,another-secret,403,SignatureDoesNotMatch",
        "AKIASOMEONEELSE,local-ses-secret,403,UnrecognizedClientException"
    })
    void sesVerifiesWhatAmazonsClientSigned(String accessKey, String secretKey, int status, String errorCode) {
        try (Wire wire = new Wire();
                SesSdk ses = new SesSdk(wire.simulator.httpPort(), accessKey, secretKey)) {
            SesSdk.Result result = ses.send("a", "someone@example.com");

            assertThat(result.status()).isEqualTo(status);
            assertThat(result.errorCode()).isEqualTo(errorCode);
        }
    }

    @Test
    void sesRefusesACallWithoutASignature() throws Exception {
        try (Wire wire = new Wire()) {
            Wire.Response response = wire.call("POST", "/v2/email/outbound-emails", Map.of(), "{}");

            assertThat(response.status()).isEqualTo(403);
            assertThat(response.headers().get("x-amzn-errortype")).isEqualTo("MissingAuthenticationTokenException");
        }
    }

    @Test
    void twilioWantsItsAccountAndToken() throws Exception {
        try (Wire wire = new Wire()) {
            String path = "/2010-04-01/Accounts/" + Wire.ACCOUNT + "/Messages.json";

            Wire.Response response = wire.call("POST", path, Map.of("Authorization", "Basic bm90Om1l"), "");

            assertThat(response.status()).isEqualTo(401);
            assertThat(response.json().path("code").asInt()).isEqualTo(20003);
            assertThat(wire.stats(Vendor.TWILIO).path("rejected").asInt()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"another,local-nhn-secret,-1000", "local-nhn-appkey,another,-1001"})
    void nhnWantsItsAppKeyAndSecret(String appKey, String secret, int code) throws Exception {
        try (Wire wire = new Wire()) {
            for (String path : new String[] {
                "/alimtalk/v2.3/appkeys/" + appKey + "/messages", "/sms/v3.0/appKeys/" + appKey + "/sender/sms"
            }) {
                Wire.Response response = wire.nhn("POST", path, Map.of("X-Secret-Key", secret), "{}");

                assertThat(response.status()).isEqualTo(200);
                assertThat(response.json().path("header").path("resultCode").asInt())
                        .isEqualTo(code);
                assertThat(response.json().path("header").path("isSuccessful").asBoolean())
                        .isFalse();
            }
        }
    }

    @Test
    void smtpChecksCredentialsWhenTheyAreOffered() throws Exception {
        try (Wire wire = new Wire();
                SmtpLine smtp = new SmtpLine(wire.simulator.smtpPort())) {
            smtp.ask("EHLO test");
            assertThat(smtp.ask("AUTH PLAIN AGxvY2FsLXNtdHAAd3Jvbmc=")).startsWith("535 5.7.8");
            assertThat(smtp.ask("AUTH LOGIN")).startsWith("334");
            assertThat(smtp.ask("bG9jYWwtc210cA==")).startsWith("334");
            assertThat(smtp.ask("bG9jYWwtc210cC1zZWNyZXQ=")).startsWith("235");
            assertThat(smtp.ask("AUTH PLAIN")).startsWith("334");
            assertThat(smtp.ask("AGxvY2FsLXNtdHAAbG9jYWwtc210cC1zZWNyZXQ=")).startsWith("235");
        }
    }
}
