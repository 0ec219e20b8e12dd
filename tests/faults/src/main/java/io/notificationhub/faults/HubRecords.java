package io.notificationhub.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What the hub has written down: outboxes, attempts, dead letters. Read past the services, but for the desk. */
final class HubRecords {
    private static final String OPEN = """
            SELECT (SELECT count(*) FROM intake.outbox) + (SELECT count(*) FROM preference.outbox)
                 + (SELECT count(*) FROM template.outbox) + (SELECT count(*) FROM dlq.outbox)
                 + (SELECT count(*) FROM intake.attempt WHERE status = 'PENDING')
                 + (SELECT count(*) FROM intake.attempt a WHERE status = 'EXHAUSTED'
                        AND NOT EXISTS (SELECT FROM dlq.dead_letter d WHERE d.attempt_id = a.id))
            """;
    private static final String ATTEMPTS =
            "SELECT notification_id, id, channel, status, round FROM intake.attempt WHERE notification_id >= ?";
    private static final String TWICE =
            "SELECT title, count(*) FROM intake.notification WHERE id >= ? GROUP BY title HAVING count(*) > 1";
    private static final String DESK = "/api/v1/admin/dlq?limit=200";

    private final String database;
    private final JsonHttp operator;

    HubRecords(int postgresPort, JsonHttp operator) {
        this.database = "jdbc:postgresql://127.0.0.1:" + postgresPort + "/notification_hub";
        this.operator = operator;
    }

    /** How much is on its way: rows to be published, attempts without an end, failures that the desk has not got yet. */
    long open() {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(OPEN);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything about the notifications that were made from this one on. */
    Aftermath since(UUID firstNotification) {
        try (Connection connection = connect()) {
            return new Aftermath(
                    attempts(connection, firstNotification), onDesk(), twice(connection, firstNotification));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has the relay send something that no service wrote. */
    void insertOutboxRow(String topic, String key, String payload) {
        String insert = "INSERT INTO intake.outbox (id, topic, key, type, payload, shard, available_at, created_at)"
                // Due whatever the services take for now: their clock may be shifted by up to a day.
                + " VALUES (uuidv7(), ?, ?, 'nonsense', ?, 0, now() - interval '2 days', now() - interval '2 days')";
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, topic);
            statement.setString(2, key);
            statement.setString(3, payload);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rows with this key that the relay gave up, each with its error. */
    long parked(String key) {
        String count = "SELECT count(*) FROM intake.outbox_parked WHERE key = ? AND error <> ''";
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(count)) {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something while nobody else gets at the table. */
    void whileLocked(String table, Runnable work) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
            work.run();
            connection.rollback();
        }
    }

    private static Map<String, List<Aftermath.Attempt>> attempts(Connection connection, UUID first)
            throws SQLException {
        Map<String, List<Aftermath.Attempt>> attempts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(ATTEMPTS)) {
            statement.setObject(1, first);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    attempts.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                            .add(new Aftermath.Attempt(
                                    row.getString(2), row.getString(3), row.getString(4), row.getInt(5)));
                }
            }
        }
        return attempts;
    }

    private static List<String> twice(Connection connection, UUID first) throws SQLException {
        List<String> titles = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TWICE)) {
            statement.setObject(1, first);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    titles.add(row.getString(1) + " is the title of " + row.getInt(2) + " notifications");
                }
            }
        }
        return titles;
    }

    /** As an operator sees it, page by page. */
    private Set<String> onDesk() {
        Set<String> ids = new HashSet<>();
        String cursor = "";
        do {
            JsonHttp.Answer page = operator.get(cursor.isEmpty() ? DESK : DESK + "&cursor=" + cursor);
            if (!page.ok()) {
                throw new IllegalStateException("The desk answered " + page);
            }
            for (JsonNode item : page.body().path("items")) {
                ids.add(item.path("attemptId").asString());
            }
            cursor = page.text("nextCursor");
        } while (!cursor.isEmpty());
        return ids;
    }

    /** The least of the ids, which grow with time. */
    static UUID least(Collection<Accepted> accepted) {
        return accepted.stream()
                .map(Accepted::notificationId)
                .min(String::compareTo)
                .map(UUID::fromString)
                .orElseThrow(() -> new IllegalStateException("Nothing was accepted"));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database, "postgres", "postgres");
    }
}
