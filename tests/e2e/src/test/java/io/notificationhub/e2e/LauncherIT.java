package io.notificationhub.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.testkit.HubCommand;
import io.notificationhub.testkit.HubStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherIT {
    private final HubStack hub = RunningHub.get();
    private final HubCommand command = hub.command();

    @Test
    void aTakenPortIsOneClearLine(@TempDir Path home) throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String port = Integer.toString(taken.getLocalPort());

            HubCommand.Ended refused =
                    new HubCommand(home, Map.of("HUB_PORT_OFFSET", "12345", "HUB_INTAKE_PORT", port)).run("run");

            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.output().lines())
                    .singleElement()
                    .asString()
                    .contains("Port " + port)
                    .contains("HUB_INTAKE_PORT=");
        }
    }

    @Test
    void aSecondStartSaysThatTheStackRunsAlready() {
        HubCommand.Ended second = command.run("run");

        assertThat(second.status()).isEqualTo(1);
        assertThat(second.output().lines()).singleElement().asString().contains("runs already");
    }

    @Test
    void theStatusNamesEveryPartAndItsPort() {
        HubCommand.Ended status = command.run("status");

        assertThat(status.status()).as(status.output()).isZero();
        assertThat(status.output())
                .contains("postgres", "redis", "kafka", "gateway", "intake-service", "preference-service")
                .contains("template-service", "outbox-relay", "worker-push", "worker-email", "worker-sms")
                .contains("worker-alimtalk", "dlq-admin-service", "vendor-simulator")
                .contains(hub.gateway().replaceAll(".*:", " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"outbox-relay", "redis"})
    void aPartThatDiesComesBack(String part) {
        Path record = Path.of("state", part + ".pid");
        long before = command.pid(record);

        ProcessHandle.of(before).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    assertThat(command.pid(record)).isNotEqualTo(before);
                    assertThat(command.run("status").status()).isZero();
                });
        assertThat(command.run("status").output()).containsPattern(part + " +ready +\\d+ +\\d+ +[1-9]");
    }

    @Test
    void afterAKillOfTheLauncherTheNextStartWorksAndFindsTheData() {
        Producer producer = new Producer(hub, "local-producer");
        String recipient = "survivor-" + UUID.randomUUID();
        producer.put("/api/v1/users/" + recipient, Map.of("email", "survivor@example.com"));
        long launcher = command.pid(Path.of("launcher.pid"));

        ProcessHandle.of(launcher).orElseThrow().destroyForcibly();
        await().until(() ->
                ProcessHandle.of(launcher).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(command.run("status").status()).isEqualTo(1);
        hub.start();

        assertThat(producer.get("/api/v1/users/" + recipient).text("email")).isEqualTo("survivor@example.com");
    }

    @Test
    void theLogOfAPartCanBeRead() {
        assertThat(command.run("logs", "gateway").output()).contains("Started");
        assertThat(command.run("logs", "nobody").output())
                .contains("there is no log of 'nobody'")
                .contains("gateway");
    }

    @Test
    void theDemoShowsTheChannelsAndTheRefusedRepetition() {
        HubCommand.Ended demo = command.run("demo");

        assertThat(demo.status()).as(demo.output()).isZero();
        assertThat(demo.output())
                .contains("PUSH", "EMAIL", "SMS", "KAKAO_ALIMTALK")
                .contains("409 DUPLICATE_REQUEST");
    }
}
