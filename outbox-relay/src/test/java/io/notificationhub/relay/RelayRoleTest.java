package io.notificationhub.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The role that every service's migration lets in reaches the outboxes and nothing else. */
class RelayRoleTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static void asRelay(String sql) throws SQLException {
        try (Connection relay = Outboxes.as("relay");
                Statement statement = relay.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake", "preference", "template", "dlq"})
    void itReadsAndWritesOutboxesOnly(String schema) throws SQLException {
        Outboxes.reset();
        try (Connection owner = Outboxes.as(schema);
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS private_data (id int)");
        }
        asRelay("SELECT * FROM " + schema + ".outbox");
        asRelay("DELETE FROM " + schema + ".outbox_parked");
        refused("SELECT * FROM " + schema + ".private_data");
        refused("INSERT INTO " + schema + ".private_data VALUES (1)");
        refused("CREATE TABLE " + schema + ".own (id int)");
        refused("TRUNCATE " + schema + ".outbox");
        refused("DROP TABLE " + schema + ".outbox");
    }

    @Test
    void itOwnsNothing() {
        refused("CREATE SCHEMA relay");
        refused("CREATE TABLE public.own (id int)");
        assertThat(Outboxes.<Boolean>query(
                        "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls FROM pg_roles WHERE rolname = 'relay'",
                        rows -> {
                            rows.next();
                            return rows.getBoolean(1);
                        }))
                .isFalse();
    }

    private static void refused(String sql) {
        assertThatThrownBy(() -> asRelay(sql))
                .as(sql)
                .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                .extracting(SQLException::getSQLState)
                .isEqualTo(INSUFFICIENT_PRIVILEGE);
    }
}
