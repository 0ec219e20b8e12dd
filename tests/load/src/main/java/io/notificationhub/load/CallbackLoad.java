package io.notificationhub.load;

import io.notificationhub.testkit.ReportPage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signed callbacks at a rate, each the first receipt of an attempt of its own (bar S9). */
final class CallbackLoad {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ONE = """
            SELECT id FROM intake.attempt WHERE notification_id = ?::uuid AND channel = 'EMAIL' AND status = 'SUCCEEDED'
            """;
    /** Copies of an attempt that its vendor took, each under an id of its own, as the event in it says too. */
    private static final String COPIES = """
            INSERT INTO intake.attempt (id, notification_id, channel, status, round, retry_count, address_masked, message, vendor,
                    vendor_message_id, created_at, completed_at, tries)
            SELECT copy, notification_id, channel, status, round, retry_count, address_masked,
                    replace(message, id::text, copy::text), vendor, vendor_message_id, created_at, completed_at, tries
            FROM intake.attempt, (SELECT uuidv7() AS copy FROM generate_series(1, ?)) AS copies WHERE id = ?
            RETURNING id
            """;

    private final LoadSettings settings;
    private final PrintStream out;
    private final HttpClient gateway;

    CallbackLoad(LoadSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.gateway = Gateway.of(settings);
    }

    /** Whether every callback was taken. */
    boolean run() throws SQLException, IOException {
        try (Connection superuser = DriverManager.getConnection(settings.database(), "postgres", "postgres")) {
            int seconds =
                    Math.toIntExact(settings.warmUp().plus(settings.duration()).toSeconds());
            int count = seconds * settings.rate();
            out.println("Writing " + count + " attempts that a vendor took …");
            List<UUID> attempts = copies(superuser, delivered(superuser), count);
            Calls vendors = new Calls(new Vendors(gateway, attempts), settings.connections());
            if (!settings.warmUp().isZero()) {
                out.println("Warming up …");
                post(vendors, settings.warmUp());
            }
            out.println("Calling back for " + settings.duration().toSeconds() + " s …");
            ProcessorTime processors = new ProcessorTime(settings.state());
            Map<String, Duration> before = processors.read();
            long start = System.nanoTime();
            Calls.Answers answers = post(vendors, settings.duration());
            Duration measured = Duration.ofNanos(System.nanoTime() - start);
            CallbackReport report = new CallbackReport(
                    settings.connections(),
                    settings.rate(),
                    answers,
                    measured,
                    Runtime.getRuntime().availableProcessors(),
                    ProcessorTime.between(before, processors.read()));
            report.lines().forEach(out::println);
            if (!settings.report().isEmpty()) {
                new ReportPage(Path.of(settings.report())).replace("callbacks", report.lines());
            }
            return answers.refused().get() == 0;
        }
    }

    private Calls.Answers post(Calls vendors, Duration duration) {
        return Objects.requireNonNull(vendors.atRate(settings.rate(), duration).block());
    }

    /** One notification that went the whole way. */
    private UUID delivered(Connection superuser) throws SQLException {
        JsonMapper json = JsonMapper.builder().build();
        String body =
                "{\"recipientId\":\"callbacks\",\"kind\":\"SECURITY\",\"title\":\"t\",\"body\":\"b\",\"channels\":[\"EMAIL\"],"
                        + "\"addresses\":{\"EMAIL\":\"callbacks@example.com\"}}";
        String answer = Objects.requireNonNull(gateway.headers(headers -> headers.set("X-Api-Key", "local-producer")
                        .set(
                                "Idempotency-Key",
                                "callbacks-" + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE)))
                .post()
                .uri("/api/v1/notifications")
                .send(ByteBufMono.fromString(Mono.just(body)))
                .responseContent()
                .aggregate()
                .asString()
                .block(PATIENCE));
        JsonNode accepted = json.readTree(answer);
        String id = accepted.path("notificationId").asString(null);
        if (id == null) {
            throw new IllegalStateException("No notification to begin with: " + answer);
        }
        return Objects.requireNonNull(Mono.fromCallable(() -> attemptOf(superuser, id))
                .repeatWhenEmpty(tries -> tries.delayElements(Duration.ofMillis(200)))
                .block(PATIENCE));
    }

    private static @Nullable UUID attemptOf(Connection superuser, String notification) throws SQLException {
        try (PreparedStatement query = superuser.prepareStatement(ONE)) {
            query.setString(1, notification);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getObject(1, UUID.class) : null;
            }
        }
    }

    private static List<UUID> copies(Connection superuser, UUID attempt, int count) throws SQLException {
        try (PreparedStatement insert = superuser.prepareStatement(COPIES)) {
            insert.setInt(1, count);
            insert.setObject(2, attempt);
            List<UUID> ids = new ArrayList<>();
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            try (Statement statement = superuser.createStatement()) {
                statement.execute("ANALYZE intake.attempt");
            }
            return ids;
        }
    }
}
