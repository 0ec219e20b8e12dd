package io.notificationhub.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs as a process of its own on 127.0.0.1.
 *
 * <p>Safe for use by several threads; at most one process at a time. What a killed predecessor left running is ended
 * before the first start, recognised by the record in the state folder.
 */
public abstract class LocalServer {
    private final String name;
    private final int port;
    private final Path log;
    private final Path record;
    private final Path hold;
    private @Nullable Process process;
    private boolean launchedBefore;
    private boolean retired;

    /**
     * @param stateFolder holds {@code <name>.pid}, and {@code <name>.hold} while somebody wants an outage of this part
     * @param logFolder holds {@code <name>.log}
     */
    LocalServer(String name, int port, Path stateFolder, Path logFolder) {
        this.name = name;
        this.port = port;
        this.log = logFolder.resolve(name + ".log");
        this.record = stateFolder.resolve(name + ".pid");
        this.hold = stateFolder.resolve(name + ".hold");
    }

    /** Prepares what the process needs and says how to start it; called before every start. */
    abstract List<String> command();

    /** True as soon as the process does its work. Must return quickly and not throw. */
    abstract boolean answers();

    /** Called each time the process has become ready. */
    void becameReady() {}

    Map<String, String> environment() {
        return Map.of();
    }

    /** The signal for an orderly end. */
    String stopSignal() {
        return "TERM";
    }

    Duration startLimit() {
        return Duration.ofMinutes(1);
    }

    Duration stopGrace() {
        return Duration.ofSeconds(25);
    }

    Duration pollInterval() {
        return Duration.ofMillis(30);
    }

    public final String name() {
        return name;
    }

    public final int port() {
        return port;
    }

    public final Path log() {
        return log;
    }

    public final synchronized boolean alive() {
        return process != null && process.isAlive();
    }

    /** The id of the running process, empty if there is none. */
    public final synchronized OptionalLong pid() {
        return process != null && process.isAlive() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
    }

    /**
     * Starts the process and waits until it answers; does nothing if it runs.
     *
     * @throws StartFailure if it ends or does not answer in time
     */
    public final void start() {
        launch();
        awaitReady();
    }

    /** Ends the process in an orderly way, by force once its grace is over; does nothing if there is none. */
    public final synchronized void stop() {
        if (process != null && process.isAlive()) {
            Deadline deadline = Deadline.after(stopGrace());
            ProcessSignal.send(process.toHandle(), stopSignal());
            if (!deadline.awaitUntil(() -> !alive())) {
                process.destroyForcibly();
            }
        }
        forget();
    }

    /** Stops the process for good: later starts do nothing. */
    final synchronized void retire() {
        retired = true;
        stop();
    }

    /** Whether somebody who tests an outage wants the part not to be started again for now. */
    final boolean heldDown() {
        return Files.exists(hold);
    }

    /** Waits until the process ends and says how. */
    final int awaitEnd() throws InterruptedException {
        Process watched;
        synchronized (this) {
            watched = process;
        }
        return watched == null ? 0 : watched.waitFor();
    }

    /** Ends the process at once, as a crash would (SIGKILL). */
    public final synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
        forget();
    }

    public final void restart() {
        stop();
        start();
    }

    final void awaitReady() {
        Deadline deadline = Deadline.after(startLimit());
        AtomicBoolean answered = new AtomicBoolean();
        deadline.awaitUntil(pollInterval(), () -> {
            answered.set(answers());
            return answered.get() || !alive();
        });
        if (!alive()) {
            throw new StartFailure(name + " ended while it started" + lastWords());
        }
        if (!answered.get()) {
            throw new StartFailure(name + " (port " + port + ") was not ready within "
                    + startLimit().toSeconds() + " s" + lastWords());
        }
        becameReady();
    }

    /** Starts the process without waiting for it to answer; does nothing if it runs. */
    final synchronized void launch() {
        if (retired || alive()) {
            return;
        }
        Leftovers.end(java.util.Objects.requireNonNull(record.getParent()), name);
        try {
            rotateLog();
            Platform platform = Platform.current();
            ProcessBuilder builder = new ProcessBuilder(platform.inBatchScheduling(platform.inOwnSession(command())));
            builder.environment().putAll(environment());
            builder.redirectInput(new File("/dev/null"));
            builder.redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            process = builder.start();
            ProcessRecord.of(process.toHandle()).write(record);
        } catch (IOException e) {
            throw new StartFailure(name + " could not be started: " + e.getMessage(), e);
        }
    }

    private void forget() {
        if (process == null) {
            return;
        }
        Deadline.after(Duration.ofSeconds(10)).awaitUntil(() -> !alive());
        try {
            Files.deleteIfExists(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void rotateLog() throws IOException {
        Folders.create(java.util.Objects.requireNonNull(log.getParent()));
        Folders.create(java.util.Objects.requireNonNull(record.getParent()));
        if (!launchedBefore && Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        launchedBefore = true;
    }

    private String lastWords() {
        return LogTail.lastErrorLine(log).map(line -> ": " + line).orElse("") + " (see " + log + ")";
    }
}
