package io.notificationhub.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notificationhub.testkit.SharedInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleSeparationTest extends ServiceTest {
    private static final String PERMISSION_DENIED = "42501";

    @ParameterizedTest
    @CsvSource({
        "intake,recipient",
        "template,device",
        "dlq,suppression",
        "relay,recipient",
        "relay,kind_choice",
        "intake,outbox"
    })
    void anotherServicesRoleReadsNothingHere(String role, String table) {
        assertThatThrownBy(() -> count(role, "preference." + table))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(PERMISSION_DENIED));
    }

    @Test
    void theOwnerReadsItsTablesAndTheRelayTheOutbox() throws SQLException {
        assertThat(count("preference", "preference.recipient")).isNotNegative();
        assertThat(count("relay", "preference.outbox")).isNotNegative();
    }

    private static long count(String role, String table) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(SharedInfrastructure.get().jdbcUrl(), role, role);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
