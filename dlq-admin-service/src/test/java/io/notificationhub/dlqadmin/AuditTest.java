package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notificationhub.testkit.SharedInfrastructure;
import io.notificationhub.web.HubHeaders;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class AuditTest extends DeskTest {
    private static final String AUDIT = "/api/v1/admin/audit";

    @Test
    void tellsWhoDidWhatNewestFirst() {
        List<Letter> raised = letters(3);
        raise(raised);
        String actor = "lee-" + raised.getFirst().attemptId();
        WebTestClient lee = client().defaultHeader(HubHeaders.OPERATOR, actor)
                .defaultHeader(HubHeaders.CLIENT_IP, "198.51.100.7")
                .build();
        raised.forEach(letter -> lee.post()
                .uri(DLQ + "/" + letter.attemptId() + "/discard")
                .bodyValue(Map.of("reason", "spam"))
                .exchange()
                .expectStatus()
                .isOk());

        List<String> told = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get(AUDIT + "?action=DLQ_DISCARD&limit=2&actor=" + actor
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            texts(page.path("items"), "attemptId").forEach(told::add);
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());

        assertThat(told)
                .containsExactlyElementsOf(raised.reversed().stream()
                        .map(letter -> letter.attemptId().toString())
                        .toList());
        JsonNode entry = get(AUDIT + "?actor=" + actor).path("items").get(0);
        assertThat(entry.path("clientIp").asString()).isEqualTo("198.51.100.7");
        assertThat(entry.path("reason").asString()).isEqualTo("spam");
        assertThat(get(AUDIT + "?action=DLQ_REPLAY&actor=" + actor)
                        .path("items")
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?action=DLQ_EVERYTHING", "?action=", "?actor=", "?cursor=x", "?limit=0", "?actors=kim"})
    void refusesAQueryItDoesNotUnderstand(String query) {
        expectRefusal(http.get().uri(AUDIT + query).exchange(), HttpStatus.BAD_REQUEST, "INVALID_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE audit_entry SET actor = 'nobody'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"})
    void canNotBeRewrittenByTheServiceItself(String attack) throws SQLException {
        try (Connection connection = as("dlq");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(attack)).hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "intake,     SELECT * FROM dlq.dead_letter",
        "intake,     SELECT * FROM dlq.outbox",
        "preference, SELECT * FROM dlq.audit_entry",
        "template,   INSERT INTO dlq.erased_recipient VALUES ('a'; now())",
        "relay,      SELECT * FROM dlq.dead_letter",
        "dlq,        CREATE TABLE intake.stolen (id int)"
    })
    void keepsOtherServicesOutAndItselfIn(String role, String statementOfOneCell) throws SQLException {
        try (Connection connection = as(role);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(statementOfOneCell.replace(';', ',')))
                    .hasMessageContaining("permission denied");
        }
    }

    private static Connection as(String role) throws SQLException {
        return DriverManager.getConnection(SharedInfrastructure.get().jdbcUrl(), role, role);
    }
}
