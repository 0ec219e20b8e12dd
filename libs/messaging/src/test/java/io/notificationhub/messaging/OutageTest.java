package io.notificationhub.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.notificationhub.testkit.SharedInfrastructure;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;
import reactor.core.publisher.Mono;

class OutageTest extends MessagingTest {
    private static final String TOPIC = "inbox.outage";

    @Autowired
    ScriptedListener outage;

    static Stream<Exception> outages() {
        return Stream.of(
                new TransientDataAccessResourceException("the pool is empty"),
                new DataAccessResourceFailureException("the database is down"),
                new QueryTimeoutException("the database hangs"),
                new CannotAcquireLockException("another transaction won"),
                new CannotCreateTransactionException("no connection"),
                new ConnectException("refused"),
                new TimeoutException("no answer"),
                new IllegalStateException("wrapped", new IOException("reset")));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void anOutageIsWaitedOutHoweverLongItTakesAndPoisonsNothing(Exception error) {
        AtomicInteger failures = new AtomicInteger(20);
        outage.does(batch -> failures.getAndDecrement() > 0 ? Mono.error(error) : Mono.empty());
        long before = committed(TOPIC);
        int aside = poisoned(TOPIC).size();
        double waits = waits(error);
        List<UUID> ids = ids(3);

        send(TOPIC, ids);

        await().atMost(Duration.ofSeconds(20)).until(() -> committed(TOPIC) == before + 3);
        assertThat(outage.finished()).isEqualTo(ids);
        assertThat(waits(error)).isEqualTo(waits + 20);
        assertThat(poisoned(TOPIC)).hasSize(aside);
    }

    private double waits(Exception error) {
        return metrics.counter("hub.inbox.waits", "exception", error.getClass().getSimpleName())
                .count();
    }

    @Test
    void anOutageThatBeginsWhileARecordIsTriedAloneDoesNotUseUpItsTries() {
        UUID id = ids(1).getFirst();
        AtomicInteger calls = new AtomicInteger();
        outage.does(batch -> switch (calls.incrementAndGet()) {
            case 1, 2, 3 -> Mono.error(new IllegalStateException("not yet"));
            case 4, 5, 6, 7, 8 -> Mono.error(new DataAccessResourceFailureException("the database is down"));
            default -> Mono.empty();
        });
        long before = committed(TOPIC);
        int aside = poisoned(TOPIC).size();

        send(TOPIC, List.of(id));

        await().atMost(Duration.ofSeconds(20)).until(() -> committed(TOPIC) == before + 1);
        assertThat(outage.finished()).containsExactly(id);
        assertThat(poisoned(TOPIC)).hasSize(aside);
    }

    @Test
    void aBadRecordWaitsForKafkaRatherThanGetLost() {
        List<UUID> ids = ids(3);
        UUID poison = ids.get(1);
        AtomicInteger calls = new AtomicInteger();
        outage.does(batch -> {
            if (calls.getAndIncrement() == 0) {
                SharedInfrastructure.get().kafka().kill();
            }
            return batch.contains(poison) ? Mono.error(new IllegalStateException("no such thing")) : Mono.empty();
        });
        long before = committed(TOPIC);
        double waits = waitsForKafka();
        sendKeyed(TOPIC, ids);

        await().atMost(Duration.ofSeconds(30)).until(() -> waitsForKafka() > waits);
        SharedInfrastructure.get().kafka().start();

        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> committed(TOPIC) == before + 3);
        assertThat(outage.finished()).contains(ids.getFirst(), ids.getLast()).doesNotContain(poison);
        assertThat(poisoned(TOPIC)).extracting(ConsumerRecord::key).contains(poison.toString());
    }

    private double waitsForKafka() {
        return metrics.find("hub.inbox.waits").tag("exception", "TimeoutException").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
