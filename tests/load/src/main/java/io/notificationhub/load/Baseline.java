package io.notificationhub.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many times a second PostgreSQL alone writes what one notification writes, each in a statement and a commit of its own: pgbench on copies of
 * intake's tables. The hub's rate is a ratio of it.
 */
final class Baseline {
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final List<String> TABLES = List.of("notification", "attempt", "outbox", "idempotency_key");
    private static final int SECONDS = 10;
    static final int MANY = 32;
    private static final String SCRIPT = """
            WITH n AS MATERIALIZED (SELECT uuidv7() AS id, now() AS at, 'load-' || (random() * 20000)::int AS recipient),
            two AS MATERIALIZED (SELECT uuidv7() AS id, uuidv7() AS row, channel, n.id AS parent, at, recipient
                FROM n, unnest(ARRAY['PUSH', 'EMAIL']) AS channel),
            k AS (INSERT INTO load_baseline.idempotency_key
                SELECT 'local-producer', id::text, repeat('f', 64), id, at + interval '1 day' FROM n),
            m AS (INSERT INTO load_baseline.notification (id, producer_id, recipient_id, kind, status, title, channels, decisions,
                    expires_at, open_attempts, traceparent, created_at)
                SELECT id, 'local-producer', recipient, 'TRANSACTIONAL', 'FANNED_OUT', 'Your parcel is on its way', 'PUSH,EMAIL',
                    repeat('d', 150), at + interval '1 day', 2, repeat('0', 55), at FROM n),
            a AS (INSERT INTO load_baseline.attempt (id, notification_id, channel, status, round, retry_count, address_masked, message,
                    outbox_id, created_at)
                SELECT id, parent, channel, 'PENDING', 1, 0, 'lo***om', repeat('m', 700), row, at FROM two)
            INSERT INTO load_baseline.outbox (id, topic, key, type, payload, traceparent, shard, available_at, created_at)
                SELECT row, 'notification.delivery.push', recipient, 'notification.delivery.requested.v1', repeat('m', 700),
                    repeat('0', 55), 7, at, at FROM two;
            """;

    private final String pgbench;
    private final int port;

    Baseline(String pgbench, int port) {
        this.pgbench = pgbench;
        this.port = port;
    }

    /**
     * Notifications a second.
     *
     * @param one by one connection, which waits for the disk each time
     * @param many by {@value #MANY} connections, which share its waits: the most that this machine makes of it
     */
    record Rates(double one, double many) {}

    /** Empty where pgbench is not installed. */
    Optional<Rates> measure(Connection superuser) throws SQLException, IOException, InterruptedException {
        if (!installed()) {
            return Optional.empty();
        }
        Path script = Files.createTempFile("baseline", ".sql");
        try (Statement statement = superuser.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS load_baseline CASCADE");
            statement.execute("CREATE SCHEMA load_baseline");
            for (String table : TABLES) {
                statement.execute("CREATE TABLE load_baseline." + table + " (LIKE intake." + table + " INCLUDING ALL)");
            }
            Files.writeString(script, SCRIPT.replace("\n", " ") + "\n");
            Rates rates = new Rates(run(script, 1), run(script, MANY));
            statement.execute("DROP SCHEMA load_baseline CASCADE");
            return Optional.of(rates);
        } finally {
            Files.delete(script);
        }
    }

    private boolean installed() throws InterruptedException {
        try {
            return new ProcessBuilder(pgbench, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private double run(Path script, int connections) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                pgbench,
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + connections,
                "--jobs=" + Math.min(2, connections),
                "--time=" + SECONDS,
                "--file=" + script,
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=postgres",
                "notification_hub");
        builder.environment().putAll(Map.of("PGPASSWORD", "postgres"));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher tps = TPS.matcher(output);
        if (process.waitFor() != 0 || !tps.find()) {
            throw new IllegalStateException("pgbench failed: " + output);
        }
        return Double.parseDouble(tps.group(1));
    }
}
