package io.notificationhub.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.listener.MessageListenerContainer;
import reactor.core.publisher.Mono;

/** When the offset is committed and when the next batch comes: what "at least once and in order" rests on. */
class AcknowledgementTest extends MessagingTest {
    private static final String TOPIC = "inbox.held";

    @Autowired
    ScriptedListener held;

    @Test
    void whileABatchIsInHandNothingIsCommittedNothingMoreIsPolledAndTheConsumerStaysInItsGroup() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        held.does(batch -> Mono.fromFuture(gate, true));
        long before = committed(TOPIC);
        List<UUID> ids = ids(10);

        send(TOPIC, ids.subList(0, 3));
        await().until(() -> held.polls().size() == 1);
        send(TOPIC, ids.subList(3, 10));

        // Longer than max.poll.interval.ms, after which Kafka would give the partitions to someone else.
        await().during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(8))
                .until(() -> held.polls().size() == 1 && committed(TOPIC) == before);
        gate.complete(null);

        await().atMost(Duration.ofSeconds(20)).until(() -> committed(TOPIC) == before + 10);
        assertThat(held.finished()).as("each once and in order").isEqualTo(ids);
    }

    @Test
    void aBatchThatWasInHandWhenTheServiceStoppedComesAgain() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        held.does(batch -> Mono.fromFuture(never, true));
        long before = committed(TOPIC);
        List<UUID> ids = ids(4);
        send(TOPIC, ids);
        await().until(() -> !held.polls().isEmpty());

        MessageListenerContainer container = Objects.requireNonNull(listeners.getListenerContainer(TOPIC));
        container.stop();
        assertThat(committed(TOPIC)).isEqualTo(before);
        held.does(batch -> Mono.empty());
        container.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> committed(TOPIC) == before + 4);
        assertThat(held.finished()).isEqualTo(ids);
    }

    @Test
    void theNextBatchDoesNotWaitForAPauseToRunOut() {
        assertThat(listeners.getListenerContainers())
                .isNotEmpty()
                .allSatisfy(container -> assertThat(
                                container.getContainerProperties().getPollTimeoutWhilePaused())
                        .isLessThanOrEqualTo(Duration.ofMillis(10)));
    }
}
