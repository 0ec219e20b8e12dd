package io.notificationhub.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTest {
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aPartWhoseProcessIsKilledComesBackAndTheStatusShowsIt() {
        StandIn server = new StandIn(folder, "touch up; exec sleep 600");
        Thread thread = watch(server, CompletableFuture.completedFuture(null));
        await().until(() -> status().state() == PartStatus.State.READY);
        long first = server.pid().orElseThrow();

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> status().restarts() == 1 && status().state() == PartStatus.State.READY);
        assertThat(server.pid().orElseThrow()).isNotEqualTo(first);
        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .contains("restarting")
                .contains("status 137");
        end(server, thread);
    }

    @Test
    void aPartThatIsHeldDownComesBackOnlyWhenItIsLetGo() throws Exception {
        StandIn server = new StandIn(folder, "touch up; exec sleep 600");
        Thread thread = watch(server, CompletableFuture.completedFuture(null));
        await().until(() -> status().state() == PartStatus.State.READY);
        Path hold = Files.createFile(folder.resolve("state/stand-in.hold"));

        ProcessHandle.of(server.pid().orElseThrow()).orElseThrow().destroyForcibly();

        // Longer than the wait before an ordinary restart.
        await().during(Duration.ofSeconds(2)).until(() -> server.pid().isEmpty());
        Files.delete(hold);
        await().until(() -> status().state() == PartStatus.State.READY);
        end(server, thread);
    }

    @Test
    void aPartThatCanNeverStartFailsTheStartAfterAFewTries() {
        StandIn server = new StandIn(folder, "echo 'Error: broken'; exit 1");
        Progress progress = progress();
        Watch watch = new Watch(server, CompletableFuture.completedFuture(null), () -> {}, closing, progress);

        watch.run();

        assertThat(watch.ready()).isCompletedExceptionally();
        assertThat(watch.ready().exceptionNow())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("broken");
        assertThat(status().restarts()).isEqualTo(2);
    }

    @Test
    void aPartIsNotStartedBeforeWhatItNeedsIsThere() {
        StandIn server = new StandIn(folder, "touch up; exec sleep 600");
        CompletableFuture<Void> need = new CompletableFuture<>();
        Thread thread = watch(server, need);
        await().during(Duration.ofMillis(200)).until(() -> server.pid().isEmpty());

        need.complete(null);

        await().until(() -> status().state() == PartStatus.State.READY);
        end(server, thread);
    }

    @Test
    void aPartWhoseNeedFailedIsNeverStarted() {
        StandIn server = new StandIn(folder, "touch up; exec sleep 600");
        Watch watch = new Watch(
                server, CompletableFuture.failedFuture(new StartFailure("no disk")), () -> {}, closing, progress());

        watch.run();

        assertThat(watch.ready()).isCompletedExceptionally();
        assertThat(server.pid()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 16", "6, 30", "7, 30", "1000, 30"})
    void waitsDoubleUpToHalfAMinute(int failures, int seconds) {
        assertThat(Watch.waitAfter(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    private Thread watch(LocalServer server, CompletableFuture<Void> need) {
        return Thread.ofPlatform().start(new Watch(server, need, () -> {}, closing, progress()));
    }

    private Progress progress() {
        Folders.create(folder.resolve("state"));
        PrintStream out = new PrintStream(terminal, true, StandardCharsets.UTF_8);
        Progress progress = new Progress(out, folder.resolve("state"), Clock.systemUTC());
        progress.waiting("stand-in", 1);
        return progress;
    }

    private PartStatus status() {
        return PartStatus.read(folder.resolve("state"), "stand-in").orElseThrow();
    }

    private void end(LocalServer server, Thread thread) {
        closing.countDown();
        server.retire();
        await().until(() -> !thread.isAlive());
    }
}
