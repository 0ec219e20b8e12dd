package io.notificationhub.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComplaintsTest {

    @TempDir
    private Path home;

    @Test
    void areToldOnceEachWithTheirNumber() throws IOException {
        Files.createDirectory(home.resolve("logs"));
        Files.writeString(home.resolve("logs/worker-sms.log"), """
                2026-01-01T00:00:01.000Z  WARN 7 --- [worker-sms] [ parallel-1] i.n.Old                 : before the trial
                2026-01-01T00:00:02.000Z  INFO 7 --- [worker-sms] [ parallel-1] i.n.Some                : all is well
                2026-01-01T00:00:03.000Z  WARN 7 --- [worker-sms] [ parallel-1] i.n.Some                : attempt 5 waits
                2026-01-01T00:00:04.000Z  WARN 7 --- [worker-sms] [ parallel-2] i.n.Some                : attempt 6 waits
                2026-01-01T00:00:05.000Z ERROR 7 --- [worker-sms] [ parallel-2] i.n.Some                : it broke
                \tat a.stack.Trace
                2026-01-01T00:00:06.000Z  WARN 7 --- [worker-sms] [ parallel-2] o.a.kafka.NetworkClient : Connection lost
                """);

        assertThat(new Complaints(home).since(Instant.parse("2026-01-01T00:00:02Z")))
                .hasSize(2)
                .satisfies(all -> assertThat(all.getFirst())
                        .startsWith("worker-sms.log (2 ×)")
                        .endsWith("attempt 5 waits"))
                .satisfies(all -> assertThat(all.getLast()).endsWith("it broke"));
    }
}
