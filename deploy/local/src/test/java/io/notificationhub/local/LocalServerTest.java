package io.notificationhub.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServerTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aProcessThatDoesNotListenToItsSignalIsKilled() {
        StandIn stubborn = new StandIn(folder, "trap '' TERM; touch up; while :; do sleep 1; done");
        stubborn.start();
        ProcessHandle process = handle(stubborn);

        stubborn.stop();

        assertThat(process.isAlive()).isFalse();
        assertThat(folder.resolve("state/stand-in.pid")).doesNotExist();
    }

    /** sched(7); the policy is field 41 of proc_pid_stat(5). */
    @Test
    void whereLinuxLetsItAProcessDoesNotInterruptOthers() throws Exception {
        assumeTrue(Platform.onPath("chrt"), "there is no chrt");
        assumeTrue(new ProcessBuilder("chrt", "-b", "0", "true").start().waitFor() == 0, "chrt may not set a policy");
        StandIn server = new StandIn(folder, "touch up; exec sleep 600");
        server.start();

        String stat =
                Files.readString(Path.of("/proc", Long.toString(server.pid().orElseThrow()), "stat"));
        server.stop();

        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        assertThat(fields[41 - 3]).as("SCHED_BATCH").isEqualTo("3");
    }

    @Test
    void aProcessThatEndsWhileItStartsIsReportedWithItsLastWords() {
        StandIn broken = new StandIn(folder, "echo hello; echo 'FATAL: no such luck'; echo bye; exit 3");

        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(broken::start)
                .withMessageContaining("FATAL: no such luck")
                .withMessageContaining("stand-in.log");
    }

    @Test
    void whatAKilledPredecessorLeftRunningIsEndedByTheNextStart() {
        StandIn killed = new StandIn(folder, "touch up; exec sleep 600");
        killed.start();
        ProcessHandle orphan = handle(killed);

        StandIn next = new StandIn(folder, "touch up; exec sleep 600");
        next.start();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(next.alive()).isTrue();
        next.stop();
    }

    @Test
    void aStrangerThatGotTheRecordedIdIsLeftAlone() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.createDirectories(folder.resolve("state"));
            new ProcessRecord(stranger.pid(), "another life").write(folder.resolve("state/stand-in.pid"));

            assertThat(Leftovers.endAll(folder.resolve("state"))).isEmpty();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aRecordThatWasCutShortCountsAsNone() throws Exception {
        Path file = folder.resolve("cut.pid");
        for (String content : new String[] {"", "12", "x y", " "}) {
            Files.writeString(file, content);
            assertThat(ProcessRecord.read(file)).as("<%s>", content).isEmpty();
        }
    }

    @Test
    void theLastRunSLogIsKeptBesideTheNewOne() throws Exception {
        for (String run : new String[] {"first", "second"}) {
            StandIn server = new StandIn(folder, "echo " + run + "; touch up; exec sleep 600");
            server.start();
            await().until(() -> Files.readString(server.log()).contains(run));
            server.stop();
            Files.delete(folder.resolve("up"));
        }

        assertThat(folder.resolve("logs/stand-in.log")).hasContent("second");
        assertThat(folder.resolve("logs/stand-in.log.1")).hasContent("first");
    }

    private static ProcessHandle handle(LocalServer server) {
        return ProcessHandle.of(server.pid().orElseThrow()).orElseThrow();
    }
}
