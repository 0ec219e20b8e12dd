package io.notificationhub.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortsTest {
    @ParameterizedTest
    @CsvSource({
        "gateway, 8080",
        "intake, 8081",
        "preference, 8082",
        "template, 8083",
        "relay, 8084",
        "push, 8085",
        "email, 8086",
        "sms, 8087",
        "alimtalk, 8088",
        "dlq-admin, 8089",
        "simulator, 8090",
        "gateway-management, 9080",
        "relay-management, 9084",
        "dlq-admin-management, 9089",
        "simulator-smtp, 8025",
        "postgres, 15432",
        "redis, 16379",
        "kafka, 19092"
    })
    void theDefaultsAreThoseOfTheDocumentation(String name, int port) {
        assertThat(Ports.from(Map.of()).of(name)).isEqualTo(port);
    }

    @Test
    void replicasHavePortsOfTheirOwn() {
        Ports ports = StackSettings.from(
                        Map.of("HUB_PORT_OFFSET", "100", "HUB_EMAIL_REPLICAS", "3", "HUB_RELAY_REPLICAS", "2"))
                .ports();

        assertThat(ports.of("email-2")).isEqualTo(8206);
        assertThat(ports.of("email-3")).isEqualTo(8226);
        assertThat(ports.of("email-3-management")).isEqualTo(9226);
        assertThat(ports.of("relay-2")).isEqualTo(8204);
        assertThat(ports.all()).doesNotContainKeys("relay-3", "push-2");
    }

    @Test
    void anOffsetMovesAllPortsButThoseThatAreSet() {
        Ports ports = Ports.from(Map.of("HUB_PORT_OFFSET", "100", "HUB_DLQ_ADMIN_PORT", "7000"));

        assertThat(ports.of("gateway")).isEqualTo(8180);
        assertThat(ports.of("kafka")).isEqualTo(19192);
        assertThat(ports.of("dlq-admin")).isEqualTo(7000);
        assertThat(ports.asEnvironment())
                .containsEntry("HUB_DLQ_ADMIN_PORT", "7000")
                .containsEntry("HUB_GATEWAY_MANAGEMENT_PORT", "9180")
                .containsEntry("HUB_SIMULATOR_SMTP_PORT", "8125");
    }

    @ParameterizedTest
    @CsvSource({
        "HUB_GATEWAY_PORT, abc, HUB_GATEWAY_PORT",
        "HUB_GATEWAY_PORT, 0, HUB_GATEWAY_PORT",
        "HUB_REDIS_PORT, 65536, HUB_REDIS_PORT",
        "HUB_PORT_OFFSET, 60000, HUB_PORT_OFFSET",
        "HUB_GATEWAY_PORT, 8081, HUB_INTAKE_PORT"
    })
    void aWrongPortIsOneLineThatNamesTheVariable(String variable, String value, String named) {
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> Ports.from(Map.of(variable, value)))
                .satisfies(failure ->
                        assertThat(failure.getMessage()).contains(named).doesNotContain("\n"));
    }

    @Test
    void aTakenPortIsOneLineThatSaysWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, Loopback.address())) {
            assertThatExceptionOfType(StartFailure.class)
                    .isThrownBy(() -> Launcher.checkPort("dlq-admin", taken.getLocalPort()))
                    .satisfies(failure -> assertThat(failure.getMessage())
                            .contains("Port " + taken.getLocalPort())
                            .contains("HUB_DLQ_ADMIN_PORT=")
                            .doesNotContain("\n"));
        }
    }
}
