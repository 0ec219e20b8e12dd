package io.notificationhub.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.NotificationDue;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.contracts.Topics;
import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@SpringBootTest(classes = OutboxTest.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class OutboxTest {
    private static final Instant NOW = Instant.parse("2026-05-04T09:30:51.004123Z");
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Duration LONG = Duration.ofSeconds(30);

    @Configuration
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }

        @Bean
        Ids ids() {
            return Ids.uuid7(Clock.systemUTC(), new Random());
        }
    }

    @Autowired
    Outbox outbox;

    @Autowired
    Ids ids;

    @Autowired
    DatabaseClient database;

    @Autowired
    TransactionalOperator transaction;

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry registry) {
        SharedInfrastructure.register(registry, "intake");
    }

    private record Stored(
            UUID id,
            String topic,
            String key,
            String type,
            String payload,
            @Nullable String traceparent,
            int shard,
            Instant availableAt,
            Instant createdAt,
            int failures) {}

    private List<Stored> stored(List<OutboxRow> rows) {
        return Objects.requireNonNull(database.sql("SELECT * FROM outbox WHERE id = ANY($1) ORDER BY id")
                .bind(0, rows.stream().map(OutboxRow::id).toArray(UUID[]::new))
                .map(row -> new Stored(
                        required(row.get("id", UUID.class)),
                        required(row.get("topic", String.class)),
                        required(row.get("key", String.class)),
                        required(row.get("type", String.class)),
                        required(row.get("payload", String.class)),
                        row.get("traceparent", String.class),
                        required(row.get("shard", Integer.class)),
                        required(row.get("available_at", OffsetDateTime.class)).toInstant(),
                        required(row.get("created_at", OffsetDateTime.class)).toInstant(),
                        required(row.get("failures", Integer.class))))
                .all()
                .collectList()
                .block(LONG));
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    private boolean thingExists(UUID id) {
        return database.sql("SELECT 1 FROM thing WHERE id = $1")
                        .bind(0, id)
                        .fetch()
                        .first()
                        .block(LONG)
                != null;
    }

    private Mono<Void> newThing(UUID id) {
        return database.sql("INSERT INTO thing (id) VALUES ($1)").bind(0, id).then();
    }

    private OutboxRow due() {
        return outbox.row(new NotificationDue(ids.next()), null);
    }

    @Test
    void rowsAreStoredAsTheyAreWithAndWithoutATraceInOneStatement() {
        NotificationDue event = new NotificationDue(ids.next());
        OutboxRow now = outbox.row(event, TRACEPARENT);
        OutboxRow later = outbox.row(event, null, NOW.plusSeconds(90));

        outbox.append(List.of(now, later)).as(transaction::transactional).block(LONG);

        String key = event.notificationId().toString();
        assertThat(stored(List.of(now, later)))
                .containsExactly(
                        new Stored(
                                now.id(),
                                Topics.DUE,
                                key,
                                "notification.due.v1",
                                EventJson.write(event),
                                TRACEPARENT,
                                now.shard(),
                                NOW,
                                NOW,
                                0),
                        new Stored(
                                later.id(),
                                Topics.DUE,
                                key,
                                "notification.due.v1",
                                EventJson.write(event),
                                null,
                                now.shard(),
                                NOW.plusSeconds(90),
                                NOW,
                                0));
    }

    @Test
    void anEventIsInvisibleUntilTheStateItTellsOfIsCommitted() {
        UUID thing = ids.next();
        OutboxRow row = due();

        Mono<Integer> seenByOthers =
                Mono.fromCallable(() -> stored(List.of(row)).size()).subscribeOn(Schedulers.boundedElastic());

        assertThat(newThing(thing)
                        .then(outbox.append(List.of(row)))
                        .then(seenByOthers)
                        .as(transaction::transactional)
                        .block(LONG))
                .isZero();

        assertThat(stored(List.of(row))).hasSize(1);
        assertThat(thingExists(thing)).isTrue();
    }

    @Test
    void anEventIsRolledBackWithItsState() {
        UUID thing = ids.next();
        OutboxRow row = due();

        Mono<Void> failing = newThing(thing)
                .then(outbox.append(List.of(row)))
                .then(Mono.error(new IllegalStateException("changed my mind")));

        assertThat(transaction.transactional(failing).materialize().block(LONG))
                .matches(signal -> required(signal).isOnError());
        assertThat(stored(List.of(row))).isEmpty();
        assertThat(thingExists(thing)).isFalse();
    }

    @Test
    void aStateThatCanNotBeWrittenTakesItsEventBackToo() {
        UUID thing = ids.next();
        OutboxRow row = due();
        newThing(thing).block(LONG);

        Mono<Void> failing = outbox.append(List.of(row)).then(newThing(thing));

        assertThat(transaction.transactional(failing).materialize().block(LONG))
                .matches(signal -> required(signal).isOnError());
        assertThat(stored(List.of(row))).isEmpty();
    }

    @Test
    void thousandsOfRowsAreOneStatement() {
        List<OutboxRow> rows = IntStream.range(0, 5_000).mapToObj(i -> due()).toList();

        outbox.append(rows).as(transaction::transactional).block(LONG);

        assertThat(stored(rows))
                .extracting(Stored::id)
                .containsExactlyElementsOf(rows.stream().map(OutboxRow::id).toList());
        outbox.append(List.of()).as(transaction::transactional).block(LONG);
    }

    @Test
    void textOfAllKindsSurvives() {
        String body = "{\"quote\\\\\", NULL, 한글 😀 \u0000 \t";
        OutboxRow row = outbox.row(
                new TemplateChanged(
                        ids.next(), "NULL", "ko,\"kr\\", Channel.SMS, 1, "", body, null, null, NOW, null, null),
                null);

        outbox.append(List.of(row)).as(transaction::transactional).block(LONG);

        Stored stored = stored(List.of(row)).getFirst();
        assertThat(stored.key()).isEqualTo("NULL/ko,\"kr\\/SMS");
        assertThat(EventJson.read(stored.payload(), TemplateChanged.class).bodyTemplate())
                .isEqualTo(body);
    }

    @Test
    void aRowMayBeWithdrawnByAnIdMadeBefore() {
        UUID made = ids.next();
        OutboxRow row = due().withId(made);

        outbox.append(List.of(row)).as(transaction::transactional).block(LONG);

        assertThat(stored(List.of(row)).getFirst().id()).isEqualTo(made);
    }
}
