package io.notificationhub.relay;

import static java.util.Objects.requireNonNull;

import io.notificationhub.local.PostgresServer;
import io.notificationhub.testkit.SharedInfrastructure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The four services' outboxes, as the library's migration makes them, seen by their owners and by the superuser. */
final class Outboxes {
    static final Map<String, String> SERVICES = Map.of(
            "intake", "intake-service",
            "preference", "preference-service",
            "template", "template-service",
            "dlq", "dlq-admin-service");
    private static final String INSERT =
            "INSERT INTO outbox (id, topic, key, type, payload, traceparent, shard, available_at, created_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static boolean migrated;

    private Outboxes() {}

    /** Empty outboxes in every schema. */
    static synchronized void reset() {
        for (String schema : SERVICES.keySet()) {
            try (Connection owner = as(schema);
                    Statement statement = owner.createStatement()) {
                if (!migrated) {
                    statement.execute(migration());
                }
                // TRUNCATE would wait until a running relay's look, a statement of a second, is over.
                statement.execute("DELETE FROM outbox; DELETE FROM outbox_parked");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        migrated = true;
    }

    private static String migration() {
        try (InputStream in = requireNonNull(Outboxes.class.getResourceAsStream("/db/outbox/V1.001__outbox.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Connection as(String role) throws SQLException {
        return DriverManager.getConnection(SharedInfrastructure.get().jdbcUrl(), role, role);
    }

    static Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                SharedInfrastructure.get().jdbcUrl(), PostgresServer.SUPERUSER, PostgresServer.SUPERUSER_PASSWORD);
    }

    /** Commits the rows in one transaction. */
    static void insert(String schema, List<OutboxEntry> entries) {
        try (Connection owner = as(schema)) {
            owner.setAutoCommit(false);
            insert(owner, entries);
            owner.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void insert(Connection owner, List<OutboxEntry> entries) throws SQLException {
        try (PreparedStatement insert = owner.prepareStatement(INSERT)) {
            for (OutboxEntry entry : entries) {
                insert.setObject(1, entry.id());
                insert.setString(2, entry.topic());
                insert.setString(3, entry.key());
                insert.setString(4, entry.type());
                insert.setString(5, entry.payload());
                insert.setString(6, entry.traceparent());
                insert.setShort(7, entry.shard());
                insert.setObject(8, utc(entry.availableAt()));
                insert.setObject(9, utc(entry.createdAt()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    static long waiting(String schema) {
        return number("SELECT count(*) FROM " + schema + ".outbox");
    }

    static long parked(String schema) {
        return number("SELECT count(*) FROM " + schema + ".outbox_parked");
    }

    /** Most refusals of any row that waits. */
    static long refusals(String schema) {
        return number("SELECT coalesce(max(failures), 0) FROM " + schema + ".outbox");
    }

    /** The shards that each relay holds in the schema, by the process that serves its connection. */
    static Map<Integer, Integer> shards() {
        return query(
                "SELECT pid, count(*) FILTER (WHERE objid < 64) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                        + " GROUP BY pid",
                rows -> {
                    Map<Integer, Integer> shards = new TreeMap<>();
                    while (rows.next()) {
                        shards.put(rows.getInt(1), rows.getInt(2));
                    }
                    return shards;
                });
    }

    static void terminate(int pid) {
        query("SELECT pg_terminate_backend(" + pid + ")", ResultSet::next);
    }

    record Parked(UUID id, int failures, String error) {}

    static List<Parked> parkedRows(String schema) {
        return query("SELECT id, failures, error FROM " + schema + ".outbox_parked", rows -> {
            List<Parked> parked = new ArrayList<>();
            while (rows.next()) {
                parked.add(new Parked(rows.getObject(1, UUID.class), rows.getInt(2), rows.getString(3)));
            }
            return parked;
        });
    }

    private static long number(String sql) {
        return query(sql, rows -> {
            rows.next();
            return rows.getLong(1);
        });
    }

    interface Reader<T extends @Nullable Object> {
        T read(ResultSet rows) throws SQLException;
    }

    static <T extends @Nullable Object> T query(String sql, Reader<T> reader) {
        try (Connection superuser = superuser();
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return reader.read(rows);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
