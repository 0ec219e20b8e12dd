package io.notificationhub.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code hub run}: one stack per hub folder, from the first check to the last stopped process. */
final class Launcher {
    static final String RECORD = "launcher.pid";

    private static final long LEAST_DISK_BYTES = 2L << 30;

    private final HubFolders folders;
    private final StackSettings settings;
    private final PrintStream out;
    private final Clock clock;

    Launcher(HubFolders folders, StackSettings settings, PrintStream out, Clock clock) {
        this.folders = folders;
        this.settings = settings;
        this.out = out;
        this.clock = clock;
    }

    /**
     * Runs the stack until the JVM is told to end.
     *
     * @param fresh deletes all data first
     * @throws StartFailure if the stack runs already or does not start; nothing is left running then
     */
    void run(boolean fresh) throws InterruptedException {
        Folders.create(folders.home());
        try (FileChannel lockFile = FileChannel.open(
                        folders.home().resolve("launcher.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(lockFile)) {
            ProcessRecord.of(ProcessHandle.current()).write(folders.home().resolve(RECORD));
            prepare(fresh);
            Progress progress = new Progress(out, folders.state(), clock);
            StackRun stack = new StackRun(folders, settings, progress);
            AtomicBoolean ended = new AtomicBoolean();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stack, progress, ended), "end"));
            try {
                stack.start();
                welcome(stack, progress);
                stack.awaitClosed();
            } catch (StartFailure e) {
                end(stack, progress, ended);
                throw e;
            }
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileLock lock(FileChannel file) throws IOException {
        FileLock lock = file.tryLock();
        if (lock == null) {
            throw new StartFailure("The stack in " + folders.home()
                    + " runs already; look with ./hub status, end it with ./hub stop.");
        }
        return lock;
    }

    private void prepare(boolean fresh) throws IOException {
        ServiceSpec.IN_PORT_ORDER.forEach(spec -> ServiceProcess.fatJar(folders, spec));
        List<String> left = Leftovers.endAll(folders.state());
        if (!left.isEmpty()) {
            out.println("Ended what an earlier, killed run had left: " + String.join(", ", left));
        }
        Folders.delete(folders.state());
        Folders.create(folders.state());
        if (fresh) {
            Folders.delete(folders.data());
        }
        checkDisk(Files.getFileStore(folders.home()).getUsableSpace(), folders.home());
        settings.ports().all().forEach(Launcher::checkPort);
    }

    static void checkDisk(long usableBytes, Path folder) {
        if (usableBytes < LEAST_DISK_BYTES) {
            throw new StartFailure("Only " + (usableBytes >> 20) + " MB are free where " + folder
                    + " is; the stack wants 2048 MB. Free some, or point HUB_HOME to a folder on another disk.");
        }
    }

    static void checkPort(String name, int port) {
        if (!Loopback.free(port)) {
            throw new StartFailure("Port " + port + " (" + name + ") is taken by another process; stop that, or choose"
                    + " another port with " + Ports.variable(name) + "=… (" + Ports.OFFSET + "=1000 moves all).");
        }
    }

    private void welcome(StackRun stack, Progress progress) {
        Ports ports = settings.ports();
        Duration took = Duration.between(
                        ProcessHandle.current().info().startInstant().orElseGet(clock::instant), clock.instant())
                .minusSeconds(Long.parseLong(settings.environment().getOrDefault("HUB_BUILD_SECONDS", "0")));
        progress.line("");
        progress.line("Ready " + Progress.seconds(took).strip() + " after the command.");
        if (!stack.recording().isEmpty()) {
            progress.line(
                    "This first run of a build records what makes the next starts faster; ending it takes longer.");
        }
        progress.line("");
        Welcome.lines(ports, folders).forEach(progress::line);
        progress.stackReady(ports.of("gateway"));
    }

    private void end(StackRun stack, Progress progress, AtomicBoolean ended) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        Instant begin = clock.instant();
        if (!stack.recording().isEmpty()) {
            progress.line("Stopping, and writing the fast-start caches (once per build) …");
        } else {
            progress.line("Stopping …");
        }
        stack.close();
        Folders.delete(folders.state());
        try {
            Files.deleteIfExists(folders.home().resolve(RECORD));
        } catch (IOException e) {
            progress.line("Could not delete " + folders.home().resolve(RECORD) + ": " + e.getMessage());
        }
        progress.line("Stopped after "
                + Progress.seconds(Duration.between(begin, clock.instant())).strip() + ".");
    }

    /** The launcher of this folder's stack, if it runs. */
    static Optional<ProcessHandle> running(HubFolders folders) {
        return ProcessRecord.read(folders.home().resolve(RECORD)).flatMap(ProcessRecord::running);
    }
}
