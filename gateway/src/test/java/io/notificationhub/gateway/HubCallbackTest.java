package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.gateway.EchoService.Answer;
import io.notificationhub.gateway.EchoService.Got;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class HubCallbackTest extends GatewayTest {
    private static final String BODY = "{ \"success\":true, \"failureReason\":\"ünï \" }\n";

    private final Clock clock;

    HubCallbackTest(@Autowired Clock clock) {
        this.clock = clock;
    }

    @Test
    void aSignedCallbackPassesWithTheVeryBytesThatWereSigned() throws Exception {
        INTAKE.answers(Answer.json(202, "{}"));

        assertThat(signed(BODY).sendTo(raw()).status()).isEqualTo(202);

        Got got = INTAKE.only();
        assertThat(got.uri()).isEqualTo("/api/v1/deliveries/0198-a/ack");
        assertThat(got.text()).isEqualTo(BODY);
        assertThat(got.header("X-Notification-Hub-Vendor")).isEqualTo("fcm");
        assertThat(got.header("X-Hub-Vendor")).isEqualTo("fcm");
        assertThat(got.header("X-Hub-Producer")).isNull();
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                forgery("no vendor", c -> c.vendor("absent")),
                forgery("unknown vendor", c -> c.vendor("acme")),
                forgery("vendor without a secret", c -> c.vendor("ses")),
                forgery("another vendor's secret", c -> c.vendor("nhn")),
                forgery("no timestamp", c -> c.timestamp("absent")),
                forgery("empty timestamp", c -> c.timestamp("")),
                forgery("timestamp in words", c -> c.timestamp("now")),
                forgery("negative timestamp", c -> c.timestamp("-" + c.timestamp())),
                forgery("endless timestamp", c -> c.timestamp("9".repeat(40))),
                forgery("other timestamp", c -> c.timestamp(c.timestamp().replaceFirst(".$", "x"))),
                forgery("no signature", c -> c.signature("absent")),
                forgery("empty signature", c -> c.signature("")),
                forgery("no version", c -> c.signature(c.signature().substring(3))),
                forgery("unknown version", c -> c.signature("v2" + c.signature().substring(2))),
                forgery("half a signature", c -> c.signature(c.signature().substring(0, 35))),
                forgery("no hexadecimal", c -> c.signature("v1=" + "g".repeat(64))),
                forgery("another signature", c -> c.signature("v1=" + "0".repeat(64))),
                forgery("changed body", c -> c.body(c.body().replace("true", "null"))),
                forgery("no body", c -> c.body("")),
                forgery("other attempt", c -> c.path("/api/v1/deliveries/0198-b/ack")),
                forgery("a query beside it", c -> c.path(c.path() + "?attemptId=0198-b")));
    }

    private static Arguments forgery(String name, UnaryOperator<SignedCallback> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void everyForgeryIsRefusedTheSameWay(String name, UnaryOperator<SignedCallback> change) throws Exception {
        isRefused(change.apply(signed(BODY)).sendTo(raw()));

        assertThat(INTAKE.all()).as(name).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301_000, 302_000})
    void aCallbackFromAnotherTimeIsRefused(long offset) throws Exception {
        isRefused(SignedCallback.of("fcm", "new-secret", clock.millis() + offset, BODY)
                .sendTo(raw()));
    }

    @ParameterizedTest
    @ValueSource(longs = {-290_000, 290_000})
    void aClockMayBeWrongByMinutes(long offset) throws Exception {
        SignedCallback callback = SignedCallback.of("fcm", "new-secret", clock.millis() + offset, BODY + offset);

        assertThat(callback.sendTo(raw()).status()).isEqualTo(200);
    }

    @Test
    void bothSecretsAreGoodWhileTheyRotate() throws Exception {
        assertThat(SignedCallback.of("fcm", "old-secret", clock.millis(), "old")
                        .sendTo(raw())
                        .status())
                .isEqualTo(200);
        assertThat(SignedCallback.of("fcm", "new-secret", clock.millis(), "new")
                        .sendTo(raw())
                        .status())
                .isEqualTo(200);
        isRefused(SignedCallback.of("fcm", "new-secret,old-secret", clock.millis(), "x")
                .sendTo(raw()));
    }

    @Test
    void anAcceptedCallbackIsRefusedTheSecondTimeHoweverItIsWritten() throws Exception {
        SignedCallback callback = signed("once");
        assertThat(callback.sendTo(raw()).status()).isEqualTo(200);

        isRefused(callback.sendTo(raw()));
        isRefused(callback.shouted().sendTo(raw()));
        isRefused(callback.vendor("FCM").sendTo(raw()));

        assertThat(INTAKE.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 404})
    void aCallbackThatWasNotAcceptedMayComeAgain(int status) throws Exception {
        SignedCallback callback = signed("again" + status);
        INTAKE.answers(Answer.of(status, "application/problem+json", "{\"code\":\"X\"}"));
        assertThat(callback.sendTo(raw()).status()).isEqualTo(status);
        INTAKE.answers(Answer.cut());
        assertThat(callback.sendTo(raw()).status()).isEqualTo(503);
        INTAKE.answers(Answer.json(202, "{}"));

        assertThat(callback.sendTo(raw()).status()).isEqualTo(202);
        isRefused(callback.sendTo(raw()));
    }

    @Test
    void ofManyAtOnceOneIsLetIn() {
        SignedCallback callback = signed("race");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 32)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> status(callback), threads))
                    .toList();

            assertThat(answers.stream().map(CompletableFuture::join).filter(status -> status == 200))
                    .hasSize(1);
        }
        assertThat(INTAKE.all()).hasSize(1);
    }

    private int status(SignedCallback callback) {
        try {
            return callback.sendTo(raw()).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SignedCallback signed(String body) {
        return SignedCallback.of("fcm", "new-secret", clock.millis(), body);
    }

    private static void isRefused(RawHttp.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(401);
        assertThat(reply.isProblem("INVALID_SIGNATURE")).as(reply.text()).isTrue();
    }
}
