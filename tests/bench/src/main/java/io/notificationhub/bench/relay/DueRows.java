package io.notificationhub.bench.relay;

import static java.util.Objects.requireNonNull;

import io.notificationhub.bench.measure.Servers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The hub's own outbox, as its migration makes it, and the rows of all benches: 400 bytes each, of 50,000 recipients. */
final class DueRows {
    static final String OWNER = "intake";
    static final String TOPIC = "bench.relay";
    /** SQL over a row number {@code n}. */
    static final String KEY = "'recipient-' || n % 50000";

    /** SQL over a row number {@code n}: JSON of 400 bytes. */
    static final String PAYLOAD = "rpad('{\"number\":' || n || ',\"text\":\"', 398, 'x') || '\"}'";

    private static final String MIGRATION = "/db/outbox/V1.001__outbox.sql";
    private static final String INSERT =
            "INSERT INTO outbox (id, topic, key, type, payload, traceparent, shard, available_at, created_at)"
                    + " SELECT uuidv7(), '" + TOPIC + "', " + KEY + ", 'notification.delivery.requested.v1', " + PAYLOAD
                    + ", '00-' || lpad(to_hex(n), 32, '0') || '-00f067aa0ba902b7-01', n % 64, now() + ? * interval '1 ms', now()"
                    + " FROM generate_series(1, ?) AS n";

    private DueRows() {}

    /** Makes the outbox, empty. */
    static void createTable(Servers servers) throws SQLException {
        try (Connection owner = servers.connect(OWNER);
                Statement statement = owner.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS outbox, outbox_parked");
            statement.execute(migration());
        }
    }

    static void insert(Connection owner, int rows, Duration dueIn) throws SQLException {
        try (PreparedStatement statement = owner.prepareStatement(INSERT)) {
            statement.setLong(1, dueIn.toMillis());
            statement.setInt(2, rows);
            statement.executeUpdate();
        }
    }

    private static String migration() {
        try (InputStream in = requireNonNull(DueRows.class.getResourceAsStream(MIGRATION))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
