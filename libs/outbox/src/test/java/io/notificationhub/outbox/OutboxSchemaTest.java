package io.notificationhub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notificationhub.testkit.SharedInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table as every schema gets it, and what the relay may do with it. */
class OutboxSchemaTest {
    private static final String PERMISSION_DENIED = "42501";
    private static final String CHECK_VIOLATION = "23514";
    private static final String NOT_NULL_VIOLATION = "23502";

    @BeforeAll
    static void migrated() {
        assertThat(flyway("dlq").migrate().success).isTrue();
    }

    private static Flyway flyway(String schema) {
        return Flyway.configure()
                .dataSource(SharedInfrastructure.get().jdbcUrl(), schema, schema)
                .schemas(schema)
                .createSchemas(false)
                .locations("classpath:db/outbox", "classpath:db/migration")
                .load();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dlq", "preference", "template"})
    void anySchemaTakesTheMigrationOnceAndItsOwnAfterwards(String schema) {
        flyway(schema).migrate();

        assertThat(flyway(schema).migrate().migrationsExecuted).isZero();
        assertThat(flyway(schema).validateWithResult().validationSuccessful).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM dlq.outbox ORDER BY available_at, id FOR UPDATE SKIP LOCKED",
                "INSERT INTO dlq.outbox SELECT * FROM dlq.outbox WHERE false",
                "UPDATE dlq.outbox SET failures = failures + 1, available_at = now() WHERE id = '00000000-0000-0000-0000-000000000000'",
                "DELETE FROM dlq.outbox WHERE id = '00000000-0000-0000-0000-000000000000' RETURNING *",
                "SELECT * FROM dlq.outbox_parked",
                "INSERT INTO dlq.outbox_parked SELECT o.*, 'why', now() FROM dlq.outbox o WHERE false",
                "DELETE FROM dlq.outbox_parked WHERE id = '00000000-0000-0000-0000-000000000000'",
            })
    void theRelayMayMoveAndParkRows(String statement) throws SQLException {
        execute("relay", statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM dlq.thing",
                "INSERT INTO dlq.thing VALUES (gen_random_uuid())",
                "DELETE FROM dlq.thing",
                "SELECT * FROM dlq.flyway_schema_history",
                "TRUNCATE dlq.outbox",
                "UPDATE dlq.outbox_parked SET error = ''",
                "TRUNCATE dlq.outbox_parked",
                "CREATE TABLE dlq.mine (id int)",
                "CREATE TABLE public.mine (id int)",
                "CREATE SCHEMA mine",
            })
    void theRelayMayDoNothingElse(String statement) {
        assertRefused("relay", statement, PERMISSION_DENIED);
    }

    @ParameterizedTest
    @CsvSource({"intake", "preference", "template"})
    void anotherServiceSeesNothingHere(String role) {
        assertRefused(role, "SELECT * FROM dlq.outbox", PERMISSION_DENIED);
        assertRefused(role, "INSERT INTO dlq.outbox SELECT * FROM dlq.outbox", PERMISSION_DENIED);
        assertRefused(role, "SELECT * FROM dlq.outbox_parked", PERMISSION_DENIED);
    }

    @ParameterizedTest
    @CsvSource({"-1", "64"})
    void aShardThatNoRelayOwnsIsRefused(int shard) {
        assertRefused("dlq", insert("'{}'", shard), CHECK_VIOLATION);
    }

    @Test
    void aRowIsStoredWholeOrNotAtAll() throws SQLException {
        assertRefused("dlq", insert("NULL", 0), NOT_NULL_VIOLATION);
        execute("dlq", insert("'{}'", 0));
        execute("dlq", insert("'{}'", 63));
    }

    private static String insert(String payload, int shard) {
        return "INSERT INTO outbox (id, topic, key, type, payload, shard, available_at, created_at) VALUES ('"
                + new UUID(7, shard) + "', 't', 'k', 'x', " + payload + ", " + shard + ", now(), now())";
    }

    private static void assertRefused(String role, String statement, String state) {
        assertThatThrownBy(() -> execute(role, statement))
                .as("%s: %s", role, statement)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    private static void execute(String role, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(SharedInfrastructure.get().jdbcUrl(), role, role);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.rollback();
        }
    }
}
