package io.notificationhub.intake.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notificationhub.intake.IntakeTest;
import io.notificationhub.testkit.SharedInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleSeparationTest extends IntakeTest {
    private static final String PERMISSION_DENIED = "42501";

    @ParameterizedTest
    @CsvSource({
        "preference, notification",
        "template, attempt",
        "dlq, recipient_profile",
        "relay, notification",
        "relay, idempotency_key",
        "dlq, outbox"
    })
    void anotherServicesRoleReadsNothingHere(String role, String table) {
        assertThatThrownBy(() -> countAs(role, table))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(PERMISSION_DENIED));
    }

    @Test
    void theOwnerReadsItsTablesAndTheRelayTheOutbox() throws SQLException {
        assertThat(countAs("intake", "notification")).isNotNegative();
        assertThat(countAs("relay", "outbox")).isNotNegative();
    }

    private static long countAs(String role, String table) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(SharedInfrastructure.get().jdbcUrl(), role, role);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM intake." + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
