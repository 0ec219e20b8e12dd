package io.notificationhub.intake.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeadLetterRaised;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.Lane;
import io.notificationhub.contracts.ReplayRequested;
import io.notificationhub.contracts.Topics;
import io.notificationhub.intake.IntakeTest;
import io.notificationhub.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The tests run without relay and workers: the test itself takes the row out of the outbox and commits the workers' offsets. */
class StuckAttemptsTest extends IntakeTest {
    private static final String TOPIC = Topics.delivery(Channel.SMS, Lane.PRIORITY);
    private static final Duration LONG = Duration.ofMinutes(20);
    private static final StuckPolicy POLICY =
            new StuckPolicy(Duration.ofMinutes(15), Duration.ofMinutes(1), 3, 500, Duration.ofSeconds(20));
    /** Ids never go back, so each test begins where no test was before. */
    private static final AtomicInteger DAYS = new AtomicInteger(100);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private UUID notification = new UUID(0, 0);
    private UUID attempt = new UUID(0, 0);

    @Autowired
    private Outbox outbox;

    @Autowired
    private AttemptChanges changes;

    @Autowired
    private KafkaAdmin kafka;

    @Autowired
    private TransactionalOperator transaction;

    @BeforeEach
    void accept() {
        clock.set(NOON.plus(Duration.ofDays(DAYS.addAndGet(10))));
        sweeper().sweep().block();
        owner().knows(profile());
        Map<String, Object> request = new HashMap<>(request());
        request.put("channels", List.of("SMS"));
        notification = post(request).id();
        attempt = UUID.fromString(told().path("attemptId").asString());
        workersFinishEverything();
    }

    @Test
    void aLostOneIsPublishedOnceMoreByTwoSweepsAtOnce() {
        leavesTheOutbox();
        clock.advance(LONG);

        Mono.when(sweeper().sweep(), sweeper().sweep()).block();

        assertThat(queuedRounds()).containsExactly(1);
        Queued again = queued(DeliveryRequested.TYPE, attempt.toString()).getFirst();
        assertThat(again.availableAt()).isEqualTo(clock.instant());
        assertThat(told().path("status").asString()).isEqualTo("PENDING");
        assertThat(metrics.counter("hub.attempts.republished").count()).isEqualTo(1);

        leavesTheOutbox();
        sweeper().sweep().block();
        assertThat(queuedRounds()).as("it has the whole time again").isEmpty();
        clock.advance(LONG);
        sweeper().sweep().block();
        assertThat(queuedRounds()).containsExactly(1);
    }

    @Test
    void oneWhoseWorkerIsBehindIsWaitedForHoweverMuchComesAfterIt() {
        leavesTheOutbox();
        publish(TOPIC, recipient, "{}");
        clock.advance(LONG);
        StuckAttempts sweeper = sweeper();

        sweeper.sweep().block();
        clock.advance(LONG);
        sweeper.sweep().block();
        assertThat(queuedRounds()).isEmpty();

        workersFinishEverything();
        publish(TOPIC, recipient, "{}");
        sweeper.sweep().block();
        assertThat(queuedRounds()).as("what came later doesn't matter").containsExactly(1);
    }

    @Test
    void oneThatStillWaitsForTheRelayIsNotLost() {
        clock.advance(LONG);

        sweeper().sweep().block();

        assertThat(queuedRounds()).containsExactly(1);
        assertThat(metrics.counter("hub.attempts.republished").count()).isZero();
    }

    @Test
    void aYoungOneIsGivenTime() {
        leavesTheOutbox();
        clock.advance(Duration.ofMinutes(14));

        sweeper().sweep().block();

        assertThat(queuedRounds()).isEmpty();
    }

    @Test
    void oneWhoseResultCameWhileItWasSuspectedIsLeftAlone() {
        leavesTheOutbox();
        publish(TOPIC, recipient, "{}");
        clock.advance(LONG);
        StuckAttempts sweeper = sweeper();
        sweeper.sweep().block();

        publish(result(DeliveryResult.Outcome.SUCCEEDED, null));
        await().until(() -> told().path("status").asString().equals("SUCCEEDED"));
        workersFinishEverything();
        sweeper.sweep().block();

        assertThat(queuedRounds()).isEmpty();
    }

    /** What a worker can't read goes to the poison topic and counts as finished. */
    @Test
    void oneThatNoWorkerCanReadEndsOnTheDeskAndALateSuccessStillWins() {
        for (int again = 1; again <= POLICY.republish(); again++) {
            leavesTheOutbox();
            clock.advance(LONG);
            sweeper().sweep().block();
            assertThat(queuedRounds()).containsExactly(1);
        }
        leavesTheOutbox();
        clock.advance(LONG);

        Mono.when(sweeper().sweep(), sweeper().sweep()).block();

        assertThat(queuedRounds()).isEmpty();
        assertThat(told().path("status").asString()).isEqualTo("EXHAUSTED");
        assertThat(told().path("errorClass").asString()).isEqualTo("AMBIGUOUS");
        assertThat(queued(DeadLetterRaised.TYPE, attempt.toString()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.payload().path("failureReason").asString())
                            .contains("4 times", TOPIC + ".dlq");
                    assertThat(letter.payload().path("round").asInt()).isEqualTo(1);
                });
        assertThat(metrics.counter("hub.attempts.given-up").count()).isEqualTo(1);

        publish(result(DeliveryResult.Outcome.SUCCEEDED, null));
        await().until(() -> told().path("status").asString().equals("SUCCEEDED"));
    }

    @Test
    void aReplayedOneIsLookedAfterToo() {
        leavesTheOutbox();
        publish(result(DeliveryResult.Outcome.FAILED, ErrorClass.PERMANENT));
        await().until(() -> told().path("status").asString().equals("EXHAUSTED"));
        clock.advance(LONG);
        sweeper().sweep().block();
        publish(new ReplayRequested(attempt, 1, ReplayRequested.Decision.REPLAY, false, "kim", null, clock.instant()));
        await().until(() -> queuedRounds().equals(List.of(2)));
        leavesTheOutbox();
        sweeper().sweep().block();
        assertThat(queuedRounds()).as("the replay is young").isEmpty();

        clock.advance(Duration.ofDays(2));
        sweeper().sweep().block();

        assertThat(queuedRounds()).containsExactly(2);
        assertThat(Instant.parse(queued(DeliveryRequested.TYPE, attempt.toString())
                        .getFirst()
                        .payload()
                        .path("expiresAt")
                        .asString()))
                .isAfter(clock.instant());
    }

    private StuckAttempts sweeper() {
        return new StuckAttempts(
                new WatchTable(database, transaction),
                new AttemptTable(database),
                changes,
                outbox,
                new WorkerProgress(kafka, POLICY.kafkaTimeout()),
                transaction,
                POLICY,
                clock,
                metrics);
    }

    private void leavesTheOutbox() {
        database.sql("DELETE FROM outbox WHERE payload LIKE $1 AND type = $2")
                .bind(0, "%" + attempt + "%")
                .bind(1, DeliveryRequested.TYPE)
                .fetch()
                .rowsUpdated()
                .block();
    }

    /** Commits the end of every partition in the name of the workers' group, which is called as its topic. */
    private static void commit(Admin admin) throws Exception {
        TopicDescription topic = Objects.requireNonNull(
                admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC));
        int partitions = topic.partitions().size();
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                .mapToObj(i -> new TopicPartition(TOPIC, i))
                .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        Map<TopicPartition, OffsetAndMetadata> ends = admin.listOffsets(latest).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> new OffsetAndMetadata(each.getValue().offset())));
        admin.alterConsumerGroupOffsets(TOPIC, ends).all().get();
    }

    private void workersFinishEverything() {
        try (Admin admin = Admin.create(kafka.getConfigurationProperties())) {
            commit(admin);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode told() {
        return story(notification).path("attempts").get(0);
    }

    private List<Integer> queuedRounds() {
        return queued(DeliveryRequested.TYPE, attempt.toString()).stream()
                .map(row -> row.payload().path("round").asInt())
                .sorted()
                .toList();
    }

    private DeliveryResult result(DeliveryResult.Outcome outcome, @Nullable ErrorClass error) {
        Instant now = clock.instant();
        return new DeliveryResult(
                attempt,
                notification,
                recipient,
                Kind.TRANSACTIONAL,
                Channel.SMS,
                1,
                outcome,
                "twilio",
                null,
                error,
                null,
                null,
                Hygiene.NONE,
                "+821012345678",
                null,
                null,
                1,
                now,
                now,
                now);
    }
}
