package io.notificationhub.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.contracts.Topics;
import io.notificationhub.testkit.SharedInfrastructure;
import io.notificationhub.web.HubHeaders;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

class TemplateEventsTest extends TemplateServiceTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void everyChangeLeavesAnEventWithTheWholeTemplate() {
        operator()
                .post()
                .uri(TEMPLATES)
                .header(HubHeaders.CLIENT_IP, "203.0.113.9")
                .header("traceparent", TRACE)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(template("htmlTemplate", "<p>{orderId}</p>"))
                .exchange()
                .expectStatus()
                .isCreated();

        assertThat(outbox("topic")).containsExactly(Topics.TEMPLATE_CHANGED);
        assertThat(outbox("traceparent")).containsExactly(TRACE);
        TemplateChanged first = events().getFirst();
        assertThat(first.templateKey()).isEqualTo(key);
        assertThat(first.locale()).isEqualTo("ko-kr");
        assertThat(first.channel()).isEqualTo(Channel.EMAIL);
        assertThat(first.revision()).isEqualTo(1);
        assertThat(first.htmlTemplate()).isEqualTo("<p>{orderId}</p>");
        assertThat(first.operator()).isEqualTo("kim");
        assertThat(first.clientIp()).isEqualTo("203.0.113.9");

        put(first.templateId().toString(), Map.of("titleTemplate", "t", "bodyTemplate", "b2"))
                .expectStatus()
                .isOk();

        assertThat(events()).hasSize(2);
        TemplateChanged second = events().getLast();
        assertThat(second.revision()).isEqualTo(2);
        assertThat(second.bodyTemplate()).isEqualTo("b2");
        assertThat(second.htmlTemplate()).isNull();
        assertThat(second.changedAt()).isAfterOrEqualTo(first.changedAt());
        assertThat(second.operator()).isEqualTo("kim");
        assertThat(second.clientIp()).as("as it stands in the revision").isEqualTo("unknown");
    }

    @Test
    void whatComesWithTheHubIsNoOperatorsDoing() {
        awaitShippedTemplates();

        List<TemplateChanged> shippedChanges =
                texts("SELECT payload FROM outbox WHERE key = 'order.created.v1/ko-kr/EMAIL'").stream()
                        .map(payload -> EventJson.read(payload, TemplateChanged.class))
                        .toList();

        assertThat(shippedChanges).hasSize(1).allSatisfy(change -> {
            assertThat(change.operator()).isNull();
            assertThat(change.clientIp()).isNull();
        });
    }

    @Test
    void nothingIsStoredWhenTheEventCannotBe() throws Exception {
        // A broken outbox stands for a transaction that fails after its first statement.
        try (Connection owner = connect("template");
                Statement statement = owner.createStatement()) {
            statement.execute("ALTER TABLE outbox ADD CONSTRAINT closed CHECK (key <> '" + key + "/ko-kr/EMAIL')");
            try {
                post(TEMPLATES, template()).expectStatus().is5xxServerError();
            } finally {
                statement.execute("ALTER TABLE outbox DROP CONSTRAINT closed");
            }
        }

        assertThat(count("SELECT count(*) FROM template WHERE key = '" + key + "'"))
                .isZero();
        created(template());
    }

    @Test
    void theTopicKeepsTheLastEventOfEachTemplateAndTheOthersForAWeek() {
        Map<String, Object> kafka = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                SharedInfrastructure.get().kafkaBootstrapServers());
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.TEMPLATE_CHANGED);
        try (Admin admin = Admin.create(kafka)) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
                Config config = requireNonNull(
                        admin.describeConfigs(List.of(topic)).all().get().get(topic));
                assertThat(config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value())
                        .isEqualTo(TopicConfig.CLEANUP_POLICY_COMPACT);
                assertThat(config.get(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG).value())
                        .isEqualTo(Long.toString(Duration.ofDays(7).toMillis()));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake", "preference", "dlq", "relay"})
    void otherServicesCannotReadTemplates(String role) throws SQLException {
        try (Connection other = connect(role);
                Statement statement = other.createStatement()) {
            for (String table : List.of("template", "template_revision")) {
                assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM template." + table))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void theRelayReadsTheOutbox() throws SQLException {
        try (Connection relay = connect("relay");
                Statement statement = relay.createStatement()) {
            assertThat(statement
                            .executeQuery("SELECT * FROM template.outbox LIMIT 1")
                            .next())
                    .isTrue();
        }
    }

    private static Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(SharedInfrastructure.get().jdbcUrl(), role, role);
    }

    private List<TemplateChanged> events() {
        return outbox("payload").stream()
                .map(payload -> EventJson.read(payload, TemplateChanged.class))
                .toList();
    }

    private List<String> outbox(String column) {
        return texts(
                "SELECT " + column + " FROM outbox WHERE key = '" + key + "/ko-kr/EMAIL' ORDER BY available_at, id");
    }
}
