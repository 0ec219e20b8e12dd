package io.notificationhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.IoUtils;

/** Signatures made by Amazon's signer hold; the same with anything that was signed changed do not. */
class SigV4Test {
    private static final Instant SIGNED_AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final String BODY = "{\"a\":\"값\"}";

    @Test
    void acceptsWhatAmazonsSignerSigned() throws Exception {
        assertThat(verify(signed(), SIGNED_AT)).isEmpty();
        assertThat(verify(signed(), SIGNED_AT.plus(Duration.ofMinutes(14)))).isEmpty();
        assertThat(verify(signed(), SIGNED_AT.minus(Duration.ofMinutes(14)))).isEmpty();
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                tampering("body", (call, headers) -> new Call("POST", uri(call), headers, bytes("{\"a\":\"other\"}"))),
                tampering("method", (call, headers) -> new Call("PUT", uri(call), headers, call.body())),
                tampering(
                        "path", (call, headers) -> new Call("POST", "/other?" + call.rawQuery(), headers, call.body())),
                tampering("query", (call, headers) -> new Call("POST", call.path() + "?x=3", headers, call.body())),
                tampering(
                        "host",
                        (call, headers) -> new Call("POST", uri(call), headers.set("Host", "evil"), call.body())),
                tampering(
                        "signature",
                        (call, headers) -> new Call(
                                "POST",
                                uri(call),
                                headers.set(
                                        "Authorization",
                                        headers.get("Authorization").replaceAll(".{4}$", "0000")),
                                call.body())),
                tampering(
                        "region",
                        (call, headers) -> new Call(
                                "POST",
                                uri(call),
                                headers.set(
                                        "Authorization",
                                        headers.get("Authorization").replace("ap-northeast-2", "us-east-1")),
                                call.body())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperings")
    void refusesWhatWasTamperedWith(String what, BiFunction<Call, HttpHeaders, Call> tamper) throws Exception {
        Call call = signed();

        Optional<SigV4.Refusal> refusal =
                verify(tamper.apply(call, call.headers().copy()), SIGNED_AT);

        assertThat(refusal).map(SigV4.Refusal::type).as(what).contains("SignatureDoesNotMatch");
    }

    @Test
    void refusesWhatWasSignedTooLongAgoOrTooFarAhead() throws Exception {
        for (int minutes : new int[] {16, -16}) {
            assertThat(verify(signed(), SIGNED_AT.plus(Duration.ofMinutes(minutes))))
                    .map(SigV4.Refusal::type)
                    .contains("RequestExpired");
        }
    }

    private static Optional<SigV4.Refusal> verify(Call call, Instant now) {
        return new SigV4(Clock.fixed(now, ZoneOffset.UTC), "ses", "AKIATEST", "test-secret").wrongWith(call);
    }

    private static Call signed() throws Exception {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://127.0.0.1:8090/v2/email/out%20bound?z=2&x=1%2F"))
                .putHeader("Content-Type", "application/json")
                .putHeader("X-Folded", " a   b")
                .build();
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(AwsCredentialsIdentity.create("AKIATEST", "test-secret"))
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(bytes(BODY)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ses")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "ap-northeast-2")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(SIGNED_AT, ZoneOffset.UTC)));
        HttpHeaders headers = new DefaultHttpHeaders();
        // An HTTP parser strips what surrounds a value, so a server never sees it.
        signed.request().headers().forEach((name, values) -> values.forEach(value -> headers.add(name, value.strip())));
        byte[] body = IoUtils.toByteArray(signed.payload().orElseThrow().newStream());
        return new Call("POST", "/v2/email/out%20bound?z=2&x=1%2F", headers, body);
    }

    private static Arguments tampering(String what, BiFunction<Call, HttpHeaders, Call> tamper) {
        return Arguments.of(what, tamper);
    }

    private static String uri(Call call) {
        return call.path() + "?" + call.rawQuery();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
