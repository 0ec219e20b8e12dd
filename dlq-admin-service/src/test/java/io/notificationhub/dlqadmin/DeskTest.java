package io.notificationhub.dlqadmin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.HubEvent;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.dlqadmin.letter.DeskStatus;
import io.notificationhub.dlqadmin.sql.Columns;
import io.notificationhub.testkit.DocumentedAnswers;
import io.notificationhub.testkit.SharedInfrastructure;
import io.notificationhub.web.HubHeaders;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on real PostgreSQL and Kafka, with what its tests say to it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "hub.topics.partitions=2",
            "hub.bulk.poll=100ms",
            "hub.bulk.lease=2s",
            "hub.bulk.batch=7",
            "hub.bulk.parallel-jobs=4",
            "hub.relay.metrics=http://127.0.0.1:1/",
            "hub.statistics.trim-every=200ms",
            "hub.statistics.keep-failures=36500d",
            "spring.kafka.consumer.properties.metadata.max.age.ms=500"
        })
public abstract class DeskTest {
    static final String DLQ = "/api/v1/admin/dlq";
    static final Duration PATIENCE = Duration.ofSeconds(30);

    @LocalServerPort
    private int port;

    @Autowired
    private KafkaTemplate<String, String> kafka;

    @Autowired
    private Ids ids;

    @Autowired
    DatabaseClient database;

    @Autowired
    JsonMapper json;

    WebTestClient http = WebTestClient.bindToServer().build();

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry registry) {
        SharedInfrastructure.register(registry, "dlq");
        registry.add("hub.intake.url", StandInIntake::url);
    }

    @BeforeEach
    void connect() {
        http = client().defaultHeader(HubHeaders.OPERATOR, "kim")
                .defaultHeader(HubHeaders.CLIENT_IP, "203.0.113.9")
                .build();
    }

    /** An address that is sent as it stands, escapes included. */
    URI raw(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    WebTestClient.Builder client() {
        return WebTestClient.bindToServer()
                .baseUrl(raw("").toString())
                .filter(new DocumentedAnswers("dlq-admin-service"))
                .responseTimeout(PATIENCE);
    }

    Letter letter() {
        return Letter.of(ids.next());
    }

    List<Letter> letters(int count) {
        return IntStream.range(0, count).mapToObj(each -> letter()).toList();
    }

    /** Everything goes to one partition, so that what was published first is read first. */
    void publish(HubEvent event) {
        publish(event.topic(), event.key(), EventJson.write(event));
    }

    void publish(String topic, String key, String value) {
        kafka.send(new ProducerRecord<>(topic, 0, key, value)).join();
    }

    /** Publishes the letters and waits until the desk has them. */
    void raise(Letter... raised) {
        raise(List.of(raised));
    }

    void raise(List<Letter> raised) {
        raised.forEach(each -> publish(each.raised()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> raised.forEach(each ->
                        assertThat(show(each.attemptId()).path("round").asInt()).isEqualTo(each.round())));
    }

    void succeeded(UUID attemptId, int round) {
        publish(result(attemptId, round, DeliveryResult.Outcome.SUCCEEDED, null));
    }

    void failed(UUID attemptId, int round) {
        publish(result(attemptId, round, DeliveryResult.Outcome.FAILED, ErrorClass.TRANSIENT));
    }

    void expired(UUID attemptId, int round) {
        publish(result(attemptId, round, DeliveryResult.Outcome.EXPIRED, null));
    }

    private static DeliveryResult result(
            UUID attemptId, int round, DeliveryResult.Outcome outcome, @Nullable ErrorClass error) {
        Instant now = Instant.now();
        return new DeliveryResult(
                attemptId,
                new UUID(7, 7),
                "anyone",
                Kind.SERVICE,
                Channel.SMS,
                round,
                outcome,
                "twilio",
                "SM1",
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

    void erased(String recipientId, long version, Instant at) {
        publish(new ProfileChanged(
                recipientId,
                version,
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                at));
    }

    JsonNode show(UUID attemptId) {
        return answer(http.get().uri(DLQ + "/" + attemptId).exchange());
    }

    /** The letter's state by its {@link DeskStatus}, which the API tells in two fields. */
    String status(UUID attemptId) {
        JsonNode shown = show(attemptId);
        return shown.path("replayOutcome").asString(shown.path("status").asString("none"));
    }

    void awaitStatus(UUID attemptId, DeskStatus status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(attemptId)).isEqualTo(status.name()));
    }

    WebTestClient.ResponseSpec replay(UUID attemptId) {
        return post(DLQ + "/" + attemptId + "/replay", Map.of());
    }

    WebTestClient.ResponseSpec discard(UUID attemptId) {
        return post(DLQ + "/" + attemptId + "/discard", Map.of("reason", "not needed any more"));
    }

    WebTestClient.ResponseSpec post(String path, Object body) {
        return http.post().uri(path).bodyValue(body).exchange();
    }

    JsonNode get(String path) {
        WebTestClient.ResponseSpec response = http.get().uri(path).exchange();
        response.expectStatus().isOk();
        return answer(response);
    }

    JsonNode answer(WebTestClient.ResponseSpec response) {
        EntityExchangeResult<byte[]> result = response.expectBody().returnResult();
        return json.readTree(requireNonNull(result.getResponseBody()));
    }

    void expectRefusal(WebTestClient.ResponseSpec response, HttpStatus status, String code) {
        response.expectStatus().isEqualTo(status);
        response.expectHeader().contentType("application/problem+json");
        assertThat(answer(response).path("code").asString()).isEqualTo(code);
    }

    /** The events for intake that wait in the outbox for the relay, which doesn't run here. */
    List<JsonNode> outboxOf(UUID attemptId) {
        return requireNonNull(database.sql(
                        "SELECT payload FROM outbox WHERE key = :key AND topic = 'notification.delivery.replay' ORDER BY id")
                .bind("key", attemptId.toString())
                .map(row -> json.readTree(requireNonNull(row.get("payload", String.class))))
                .all()
                .collectList()
                .block());
    }

    long count(String sql, Map<String, Object> values) {
        return requireNonNull(database.sql(sql)
                .bindValues(values)
                .map(row -> new Columns(row).count("n"))
                .one()
                .block());
    }

    static String[] arguments() {
        SharedInfrastructure shared = SharedInfrastructure.get();
        return new String[] {
            "--server.port=0",
            "--management.server.port=0",
            "--hub.topics.partitions=2",
            "--hub.bulk.poll=100ms",
            "--hub.bulk.lease=2s",
            "--hub.bulk.parallel-jobs=4",
            "--spring.r2dbc.url=" + shared.r2dbcUrl(),
            "--spring.flyway.url=" + shared.jdbcUrl(),
            "--spring.kafka.bootstrap-servers=" + shared.kafkaBootstrapServers()
        };
    }

    /** Has event loops of its own: those that are shared in a JVM end with the first context that is closed. */
    static ConfigurableApplicationContext anotherReplica(String... more) {
        ReactorResourceFactory eventLoops = new ReactorResourceFactory();
        eventLoops.setUseGlobalResources(false);
        Stream<String> all = Stream.concat(Stream.of(arguments()), Stream.of(more));
        return new SpringApplicationBuilder(DlqAdminApplication.class)
                .initializers((GenericApplicationContext context) ->
                        context.registerBean(ReactorResourceFactory.class, () -> eventLoops))
                .run(all.toArray(String[]::new));
    }

    static Stream<String> texts(JsonNode array, String field) {
        return array.valueStream().map(each -> each.path(field).asString());
    }
}
