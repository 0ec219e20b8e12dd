package io.notificationhub.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfrastructureTest {
    private static final String NO_PRIVILEGE = "42501";

    private static final Infrastructure SERVERS = Infrastructure.forTests(Path.of("target", "infrastructure"));

    @BeforeAll
    static void start() {
        SERVERS.start();
    }

    @AfterAll
    static void stop() {
        SERVERS.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"preference", "template", "dlq", "relay"})
    void a_role_can_not_read_another_service_s_schema(String stranger) throws SQLException {
        as("intake", "CREATE TABLE IF NOT EXISTS secret (id int)");

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> as(stranger, "SELECT * FROM intake.secret"))
                .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo(NO_PRIVILEGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake", "preference", "template", "dlq", "relay"})
    void a_role_can_neither_use_the_public_schema_nor_make_one(String role) {
        for (String statement : new String[] {"CREATE TABLE public.t (id int)", "CREATE SCHEMA mine"}) {
            assertThatExceptionOfType(SQLException.class)
                    .as(statement)
                    .isThrownBy(() -> as(role, statement))
                    .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo(NO_PRIVILEGE));
        }
    }

    @Test
    void the_relay_reads_what_a_service_grants_it() throws SQLException {
        as("dlq", "CREATE TABLE outbox (id int)");
        as("dlq", "GRANT USAGE ON SCHEMA dlq TO relay");
        as("dlq", "GRANT SELECT, DELETE ON dlq.outbox TO relay");

        assertThatNoException().isThrownBy(() -> as("relay", "DELETE FROM dlq.outbox"));
    }

    @Test
    void preparing_the_database_again_changes_nothing() throws SQLException {
        as("template", "CREATE TABLE kept (id int)");

        HubDatabase.prepare(SERVERS.postgres());

        assertThatNoException().isThrownBy(() -> as("template", "SELECT * FROM kept"));
    }

    @Test
    void a_wrong_password_is_refused() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(SERVERS.postgres().jdbcUrl(), "intake", "wrong"));
    }

    @Test
    void committed_rows_survive_a_kill_of_postgres() throws SQLException {
        as("preference", "CREATE TABLE survivor AS SELECT 42 AS id");

        SERVERS.postgres().kill();
        SERVERS.postgres().start();

        try (Connection connection = connect("preference");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM survivor")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void keys_survive_a_restart_of_redis() throws IOException {
        assertThat(redis("SET kept yes")).isEqualTo("+OK");

        SERVERS.redis().restart();

        assertThat(redis("GET kept")).isEqualTo("$3");
    }

    @Test
    void kafka_comes_back_after_a_kill() {
        long before = SERVERS.kafka().pid().orElseThrow();

        SERVERS.kafka().kill();
        assertThat(SERVERS.kafka().answers()).isFalse();
        SERVERS.kafka().start();

        assertThat(SERVERS.kafka().answers()).isTrue();
        assertThat(SERVERS.kafka().pid().orElseThrow()).isNotEqualTo(before);
    }

    private static String redis(String command) throws IOException {
        try (Socket socket = new Socket(Loopback.address(), SERVERS.redis().port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            byte[] answer = new byte[128];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private static Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(SERVERS.postgres().jdbcUrl(), role, role);
    }

    private static void as(String role, String sql) throws SQLException {
        try (Connection connection = connect(role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
