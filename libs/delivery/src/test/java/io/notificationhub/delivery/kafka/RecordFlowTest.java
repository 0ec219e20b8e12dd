package io.notificationhub.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class RecordFlowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final FlowSettings SETTINGS = new FlowSettings(
            100, 50, Duration.ofSeconds(20), Duration.ofMillis(50), Duration.ofSeconds(5), Duration.ofSeconds(5));

    private final String topic = "flow-" + UUID.randomUUID();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Map<String, Sinks.Empty<Void>> stalled = new ConcurrentHashMap<>();
    private final List<RecordFlow> flows = new ArrayList<>();
    private final MeterRegistry metrics = new SimpleMeterRegistry();

    @BeforeEach
    void createTopic() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
    }

    @AfterEach
    void stop() {
        stalled.values().forEach(Sinks.Empty::tryEmitEmpty);
        flows.forEach(RecordFlow::stop);
    }

    @Test
    void aStalledRecordHoldsBackOnlyItsKey() throws ExecutionException, InterruptedException {
        stalled.put("slow-0", Sinks.empty());
        start();
        send("slow", "slow-0", "slow-1");
        for (int i = 0; i < 200; i++) {
            send("key-" + i, "key-" + i + "-0");
        }

        await().atMost(PATIENCE).until(() -> seen.size() == 201);
        assertThat(seen).contains("slow-0").doesNotContain("slow-1");

        stalled.remove("slow-0").tryEmitEmpty();
        await().atMost(PATIENCE).until(() -> seen.contains("slow-1"));
    }

    @Test
    void whatWaitsBehindStalledRecordsDoesNotTakeThePlaceOfOthers() throws ExecutionException, InterruptedException {
        start();
        for (int slow = 0; slow < 3; slow++) {
            stalled.put("slow" + slow + "-0", Sinks.empty());
            for (int i = 0; i < SETTINGS.maxInFlight() / 2; i++) {
                send("slow" + slow, "slow" + slow + "-" + i);
            }
        }

        for (int i = 0; i < 100; i++) {
            send("key-" + i, "key-" + i);
        }

        await().atMost(PATIENCE).until(() -> seen.size() == 103);
        assertThat(seen).doesNotContain("slow0-1", "slow1-1", "slow2-1");
    }

    @Test
    void whatWasNotFinishedIsReadAgainAndWhatWasIsNot() throws ExecutionException, InterruptedException {
        start();
        for (int i = 0; i < 50; i++) {
            send("a" + i, "first-" + i);
        }
        await().atMost(PATIENCE).until(() -> seen.size() == 50);
        stalled.put("stuck", Sinks.empty());
        send("stuck", "stuck");
        await().atMost(PATIENCE).until(() -> seen.contains("stuck"));
        flows.removeFirst().stop();
        seen.clear();
        stalled.clear();

        start();

        await().atMost(PATIENCE).until(() -> seen.contains("stuck"));
        assertThat(seen).containsExactly("stuck");
    }

    @Test
    void twoReplicasShareTheWorkInOrderPerKeyAcrossARebalance() throws ExecutionException, InterruptedException {
        start();
        for (int i = 0; i < 300; i++) {
            send("k" + i % 30, "k" + i % 30 + "#" + i);
        }
        start();
        for (int i = 300; i < 600; i++) {
            send("k" + i % 30, "k" + i % 30 + "#" + i);
        }

        await().atMost(PATIENCE).until(() -> seen.stream().distinct().count() == 600);
        flows.removeFirst().stop();
        for (int i = 600; i < 700; i++) {
            send("k" + i % 30, "k" + i % 30 + "#" + i);
        }
        await().atMost(PATIENCE).until(() -> seen.stream().distinct().count() == 700);

        assertThat(seen.size() - 700)
                .as("records read again because a commit met a rebalance: at most what was in work")
                .isLessThanOrEqualTo(2 * SETTINGS.maxInFlight());
        assertOrderPerKey();
    }

    @Test
    void beginsWithNoMoreThanTheLeast() throws ExecutionException, InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Sinks.Empty<Void> gate = Sinks.empty();
        RecordFlow flow = flow(message -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            return gate.asMono().doFinally(signal -> {
                running.decrementAndGet();
                seen.add(message.value());
            });
        });
        flow.start();
        for (int i = 0; i < 1000; i++) {
            send("k" + i, "v" + i);
        }
        await().atMost(PATIENCE).until(() -> running.get() >= InFlightLimit.LEAST);

        gate.tryEmitEmpty();

        await().atMost(PATIENCE).until(() -> seen.size() == 1000);
        assertThat(most.get()).as("the least plus two polls").isLessThanOrEqualTo(InFlightLimit.LEAST + 100);
    }

    @Test
    void hasMoreInWorkAsLongAsTheyAreDoneInGoodTime() throws ExecutionException, InterruptedException {
        RecordFlow flow = flow(
                message -> Mono.delay(Duration.ofMillis(20)).then(Mono.fromRunnable(() -> seen.add(message.value()))));
        for (int i = 0; i < 500; i++) {
            send("k" + i, "v" + i);
        }
        flow.start();

        await().atMost(PATIENCE).until(() -> seen.size() == 500);

        assertThat(metrics.get("hub.delivery.in.flight.limit").gauge().value())
                .isGreaterThanOrEqualTo(50)
                .isLessThanOrEqualTo(SETTINGS.maxInFlight());
    }

    private void assertOrderPerKey() {
        Map<String, Integer> last = new HashMap<>();
        for (String each : new LinkedHashSet<>(seen)) {
            int hash = each.indexOf('#');
            Integer number = Integer.valueOf(each.substring(hash + 1));
            Integer before = last.put(each.substring(0, hash), number);
            assertThat(before == null || before < number)
                    .as("%s after %s", each, before)
                    .isTrue();
        }
    }

    private void start() {
        flow(message -> {
                    seen.add(message.value());
                    Sinks.Empty<Void> gate = stalled.get(message.value());
                    return gate == null ? Mono.empty() : gate.asMono();
                })
                .start();
    }

    private RecordFlow flow(RecordHandler handler) {
        RecordFlow flow = new RecordFlow(topic, this::consumer, handler, SETTINGS, metrics);
        flows.add(flow);
        return flow;
    }

    private Consumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap(),
                        "group.id", topic,
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "max.poll.records", "50",
                        "session.timeout.ms", "6000",
                        "heartbeat.interval.ms", "500",
                        "partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private void send(String key, String... values) throws ExecutionException, InterruptedException {
        for (String value : values) {
            Producer.INSTANCE.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    private static String bootstrap() {
        return SharedInfrastructure.get().kafkaBootstrapServers();
    }

    private static final class Producer {
        static final KafkaProducer<String, String> INSTANCE = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap(), "linger.ms", "0"),
                new StringSerializer(),
                new StringSerializer());
    }
}
