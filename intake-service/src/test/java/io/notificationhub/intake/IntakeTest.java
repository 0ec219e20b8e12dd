package io.notificationhub.intake;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.HubEvent;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.testkit.DocumentedAnswers;
import io.notificationhub.testkit.SharedInfrastructure;
import io.notificationhub.web.HubHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.http.MediaType;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it runs, on real PostgreSQL, Redis and Kafka, with a clock that a test may move and a recipients' owner that a test may fill. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            // Housekeeping runs where a test calls it, not while another one counts rows.
            "hub.key-expiry.interval=1d",
            "hub.stuck-attempts.interval=1d"
        })
@Import(MovableClock.Configuration.class)
public abstract class IntakeTest {
    /** Noon in Korea: neither quiet hours nor AlimTalk's night. */
    protected static final Instant NOON = Instant.parse("2026-03-02T03:00:00Z");

    /** As many connections as hub-postgres.yml allows. */
    private static final int POOL = 12;

    private static final AtomicLong VERSIONS = new AtomicLong(1);
    private static final ProfileOwnerServer OWNER = ProfileOwnerServer.start();

    @LocalServerPort
    private int port;

    @Autowired
    protected DatabaseClient database;

    @Autowired
    protected MovableClock clock;

    @Autowired
    private KafkaTemplate<String, String> kafka;

    @Autowired
    private ReactiveStringRedisTemplate redis;

    @Autowired
    private JsonMapper json;

    protected final String recipient = "r-" + UUID.randomUUID();
    private WebTestClient client = WebTestClient.bindToServer().build();

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry registry) {
        SharedInfrastructure.register(registry, "intake");
        registry.add("hub.profiles.owner", OWNER::url);
    }

    @BeforeEach
    void connect() {
        clock.set(NOON);
        // A test before this one, perhaps in another context, may have stopped Redis or PostgreSQL.
        await().ignoreExceptions().until(this::everyPooledConnectionWorks);
        await().ignoreExceptions()
                .until(() -> redis.hasKey("any").blockOptional().isPresent());
        client = WebTestClient.bindToServer()
                .baseUrl(baseUrl())
                .filter(new DocumentedAnswers("intake-service"))
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    private boolean everyPooledConnectionWorks() {
        return Flux.range(0, POOL)
                        .flatMap(
                                i -> database.sql("SELECT pg_sleep(0.01)")
                                        .fetch()
                                        .rowsUpdated(),
                                POOL)
                        .count()
                        .blockOptional()
                        .orElse(0L)
                == POOL;
    }

    protected static ProfileOwnerServer owner() {
        return OWNER;
    }

    protected String baseUrl() {
        return "http://127.0.0.1:" + port;
    }

    /** What a producer's call through the gateway looks like. */
    protected WebTestClient producer() {
        return producer("shop", "");
    }

    protected WebTestClient producer(String id, String scopes) {
        return client.mutate()
                .defaultHeader(HubHeaders.PRODUCER, id)
                .defaultHeader(HubHeaders.SCOPES, scopes)
                .build();
    }

    protected WebTestClient anonymous() {
        return client;
    }

    protected static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    /** An answer with its status. */
    protected record Answer(
            int status, JsonNode body, @Nullable String retryAfter) {
        public String text(String member) {
            return body.path(member).asString("");
        }

        public UUID id() {
            return UUID.fromString(text("notificationId"));
        }
    }

    protected Answer post(Object body) {
        return post("key-" + UUID.randomUUID(), body);
    }

    protected Answer post(String key, Object body) {
        return answer(producer()
                .post()
                .uri("/api/v1/notifications")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body));
    }

    protected Answer get(String uri, Object... variables) {
        return answer(producer().get().uri(uri, variables));
    }

    protected Answer answer(WebTestClient.RequestHeadersSpec<?> request) {
        var result = request.exchange().expectBody(String.class).returnResult();
        String body = result.getResponseBody();
        return new Answer(
                result.getStatus().value(),
                json.readTree(body == null || body.isEmpty() ? "{}" : body),
                result.getResponseHeaders().getFirst("Retry-After"));
    }

    protected JsonNode story(UUID notificationId) {
        return get("/api/v1/notifications/{id}", notificationId).body();
    }

    /** The story of a notification's first attempt on a channel. */
    protected JsonNode told(UUID notification, Channel channel) {
        return told(notification, "channel", channel.name());
    }

    protected JsonNode told(UUID notification, UUID attempt) {
        return told(notification, "attemptId", attempt.toString());
    }

    private JsonNode told(UUID notification, String member, String value) {
        return story(notification)
                .path("attempts")
                .valueStream()
                .filter(attempt -> attempt.path(member).asString().equals(value))
                .findFirst()
                .orElseThrow();
    }

    protected UUID attempt(UUID notification, Channel channel) {
        return UUID.fromString(told(notification, channel).path("attemptId").asString());
    }

    /** A valid request for e-mail and SMS. */
    protected Map<String, Object> request() {
        return Map.of(
                "recipientId",
                recipient,
                "kind",
                "TRANSACTIONAL",
                "title",
                "Hello",
                "body",
                "It works.",
                "channels",
                List.of("EMAIL", "SMS"));
    }

    /** Its owner's next word on the test's recipient. */
    protected KnownRecipient known() {
        return new KnownRecipient(recipient, VERSIONS.incrementAndGet());
    }

    /** A profile with e-mail and phone at its owner. */
    protected ProfileChanged profile() {
        return reachable().profile();
    }

    protected KnownRecipient reachable() {
        return known().email("r@example.com").phone("+821012345678");
    }

    protected void publish(HubEvent event) {
        publish(event.topic(), event.key(), EventJson.write(event));
    }

    protected void publish(String topic, String key, String value) {
        kafka.send(topic, key, value).join();
    }

    protected long count(String table) {
        return Objects.requireNonNull(database.sql("SELECT count(*) FROM " + table)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block());
    }

    /** Outbox rows of a type that name this text, oldest first. */
    protected List<Queued> queued(String type, String naming) {
        return database.sql(
                        "SELECT payload, available_at FROM outbox WHERE type = $1 AND payload LIKE $2 ORDER BY available_at, id")
                .bind(0, type)
                .bind(1, "%" + naming + "%")
                .map(row -> new Queued(
                        json.readTree(Objects.requireNonNull(row.get("payload", String.class))),
                        Objects.requireNonNull(row.get("available_at", Instant.class))))
                .all()
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    /** A row that waits in the outbox; the tests run without a relay. */
    protected record Queued(JsonNode payload, Instant availableAt) {}
}
