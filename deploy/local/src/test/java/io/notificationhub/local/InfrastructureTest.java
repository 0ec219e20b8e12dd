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
    void aRoleCanNotReadAnotherServiceSSchema(String stranger) throws SQLException {
        as("intake", "CREATE TABLE IF NOT EXISTS secret (id int)");

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> as(stranger, "SELECT * FROM intake.secret"))
                .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo(NO_PRIVILEGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake", "preference", "template", "dlq", "relay"})
    void aRoleCanNeitherUseThePublicSchemaNorMakeOne(String role) {
        for (String statement : new String[] {"CREATE TABLE public.t (id int)", "CREATE SCHEMA mine"}) {
            assertThatExceptionOfType(SQLException.class)
                    .as(statement)
                    .isThrownBy(() -> as(role, statement))
                    .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo(NO_PRIVILEGE));
        }
    }

    @Test
    void theRelayReadsWhatAServiceGrantsIt() throws SQLException {
        as("dlq", "CREATE TABLE outbox (id int)");
        as("dlq", "GRANT USAGE ON SCHEMA dlq TO relay");
        as("dlq", "GRANT SELECT, DELETE ON dlq.outbox TO relay");

        assertThatNoException().isThrownBy(() -> as("relay", "DELETE FROM dlq.outbox"));
    }

    @Test
    void preparingTheDatabaseAgainChangesNothing() throws SQLException {
        as("template", "CREATE TABLE kept (id int)");

        HubDatabase.prepare(SERVERS.postgres());

        assertThatNoException().isThrownBy(() -> as("template", "SELECT * FROM kept"));
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(SERVERS.postgres().jdbcUrl(), "intake", "wrong"));
    }

    @Test
    void committedRowsSurviveAKillOfPostgres() throws SQLException {
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
    void keysSurviveARestartOfRedis() throws IOException {
        assertThat(redis("SET kept yes")).isEqualTo("+OK");

        SERVERS.redis().restart();

        assertThat(redis("GET kept")).isEqualTo("$3");
    }

    @Test
    void kafkaComesBackAfterAKill() {
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
