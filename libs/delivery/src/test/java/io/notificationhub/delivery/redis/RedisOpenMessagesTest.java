package io.notificationhub.delivery.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.delivery.OpenMessage;
import io.notificationhub.delivery.kernel.OpenMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RedisOpenMessagesTest {
    private static final RedisConnection CONNECTION = new RedisConnection();
    private static final Duration LONG = Duration.ofHours(1);
    private static final Instant ACCEPTED = Instant.parse("2026-03-01T00:00:00.123Z");

    private final String channel = "test" + UUID.randomUUID();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final OpenMessages open = replica();
    private final OpenMessage message = new OpenMessage(UUID.randomUUID(), "request/1", ACCEPTED);

    @AfterAll
    static void disconnect() {
        CONNECTION.close();
    }

    private OpenMessages replica() {
        return new RedisOpenMessages(CONNECTION.redis(), channel, metrics);
    }

    @Test
    void comesWhenItIsDueAndToOneReplicaOnly() {
        OpenMessage nameless = new OpenMessage(UUID.randomUUID(), null, ACCEPTED);
        open.add("nhn", message, Duration.ZERO).block();
        open.add("nhn", nameless, Duration.ZERO).block();
        open.add("nhn", new OpenMessage(UUID.randomUUID(), "later", ACCEPTED), LONG)
                .block();

        assertThat(open.due("nhn", 10, LONG).block()).containsExactlyInAnyOrder(message, nameless);
        assertThat(replica().due("nhn", 10, LONG).block()).isEmpty();
        assertThat(open.due("other", 10, LONG).block()).isEmpty();
    }

    @Test
    void aReplicaThatDiedLeavesItToTheOthers() {
        open.add("nhn", message, Duration.ZERO).block();
        open.due("nhn", 10, Duration.ofMillis(1)).block();

        await().until(() ->
                List.of(message).equals(replica().due("nhn", 10, LONG).block()));
    }

    @Test
    void whatIsPutOffComesAgainAndWhatIsClosedDoesNot() {
        OpenMessage closed = new OpenMessage(UUID.randomUUID(), "request/2", ACCEPTED);
        open.add("nhn", message, Duration.ZERO).block();
        open.add("nhn", closed, Duration.ZERO).block();
        open.due("nhn", 10, LONG).block();

        open.close("nhn", closed).block();
        open.putOff("nhn", message, Duration.ZERO).block();
        open.putOff("nhn", closed, Duration.ZERO).block();

        assertThat(open.due("nhn", 10, LONG).block()).containsExactly(message);
    }

    @Test
    void withoutRedisNothingIsKeptAndNobodyFails() {
        CONNECTION.without(() -> {
            open.add("nhn", message, Duration.ZERO).block(Duration.ofSeconds(2));
            assertThat(open.due("nhn", 10, LONG).block(Duration.ofSeconds(2))).isEmpty();
            assertThat(metrics.counter("hub.receipts.unknown", "operation", "add")
                            .count())
                    .isEqualTo(1);
        });
    }
}
