package io.notificationhub.intake.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.intake.IntakeTest;
import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;

/** One key makes one notification, whatever happens around it. Limits are another test's subject: here they would answer first. */
@TestPropertySource(properties = {"hub.limits.email=100000", "hub.limits.sms=100000"})
class OnceTest extends IntakeTest {
    private static final int CLIENTS = 200;

    @Autowired
    private ReactiveStringRedisTemplate redis;

    @BeforeEach
    void registerRecipient() {
        owner().knows(profile());
    }

    @Test
    void twoHundredClientsWithOneKeyMakeOneNotification() throws Exception {
        List<Answer> answers = race();

        assertOneNotification(answers);
    }

    @Test
    void soDoTheyWithoutRedis() throws Exception {
        SharedInfrastructure.get().redis().stop();
        try {
            assertOneNotification(race());
        } finally {
            SharedInfrastructure.get().redis().start();
        }
    }

    @Test
    void aFlushedRedisForgetsNoKey() {
        Answer first = post("k-" + recipient, request());
        flushRedis();

        Answer again = post("k-" + recipient, request());

        assertThat(again.text("code")).isEqualTo("DUPLICATE_REQUEST");
        assertThat(again.id()).isEqualTo(first.id());
    }

    private void flushRedis() {
        redis.execute(connection -> connection.serverCommands().flushAll()).blockLast();
    }

    @Test
    void whatRedisForgotItDoesNotKeepLongerThanPromised() {
        post("k-" + recipient, request());
        flushRedis();
        clock.set(NOON.plus(Duration.ofHours(24)).minusSeconds(1));
        assertThat(post("k-" + recipient, request()).text("code")).isEqualTo("DUPLICATE_REQUEST");

        clock.set(NOON.plus(Duration.ofHours(24)));

        await().until(() -> post("k-" + recipient, request()).status() == 202);
    }

    @Test
    void withoutPostgresNothingIsAcceptedAndTheKeyStaysFree() {
        SharedInfrastructure.get().postgres().stop();
        Answer refused;
        try {
            refused = post("k-" + recipient, request());
        } finally {
            SharedInfrastructure.get().postgres().start();
        }

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("code")).isEqualTo("TEMPORARILY_UNAVAILABLE");
        assertThat(refused.retryAfter()).isNotNull();
        await().until(() -> post("k-" + recipient, request()).status() == 202);
    }

    @Test
    void oneProducersKeyIsNoneOfAnothersWhoseNameIsLonger() {
        assertThat(post("shop:seoul", "k-" + recipient).status()).isEqualTo(202);
        assertThat(post("shop", "seoul:k-" + recipient).status()).isEqualTo(202);
    }

    private Answer post(String producer, String key) {
        return answer(producer(producer, "")
                .post()
                .uri("/api/v1/notifications")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(request()));
    }

    private List<Answer> race() throws Exception {
        Map<String, Object> request = request();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> calls = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> clients.submit(() -> post("k-" + recipient, request)))
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> call : calls) {
                answers.add(call.get());
            }
            return answers;
        }
    }

    private void assertOneNotification(List<Answer> answers) {
        assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 202).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text("code")).isIn("DUPLICATE_REQUEST", "REQUEST_IN_PROGRESS");
        });
        assertThat(get("/api/v1/notifications/me?recipientId={r}", recipient)
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }
}
