package io.notificationhub.faults;

import io.notificationhub.testkit.HubCommand;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/** The processes of the stack, as one sees them who breaks them. The launcher starts again what ends. */
final class Parts {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HubCommand hub;

    Parts(HubCommand hub) {
        this.hub = hub;
    }

    /** SIGKILL. Returns the id that the process had. */
    long kill(String part) {
        long pid = pid(part);
        ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalStateException(part + " is gone already"))
                .destroyForcibly();
        return pid;
    }

    /** SIGTERM. Returns the id that the process has. */
    long terminate(String part) {
        long pid = pid(part);
        ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalStateException(part + " is gone already"))
                .destroy();
        return pid;
    }

    /** From now on the launcher does not start the part again. */
    void holdDown(String part) {
        try {
            Files.writeString(hold(part), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void letGo(String part) {
        try {
            Files.delete(hold(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until another process than that plays the part and is ready. */
    void awaitSuccessor(String part, long before) {
        if (!Patience.until(PATIENCE, () -> ready(part) && pid(part) != before)) {
            throw new IllegalStateException(part + " did not come back within " + PATIENCE + ": " + status(part));
        }
    }

    private boolean ready(String part) {
        return status(part).getProperty("state", "").equals("READY")
                && ProcessHandle.of(pid(part)).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The recorded process id, 0 while there is none. */
    private long pid(String part) {
        Path record = Path.of("state", part + ".pid");
        return Files.exists(hub.home().resolve(record)) ? hub.pid(record) : 0;
    }

    private Properties status(String part) {
        Properties status = new Properties();
        try (Reader in = Files.newBufferedReader(hub.home().resolve("state").resolve(part + ".status"))) {
            status.load(in);
        } catch (NoSuchFileException e) {
            return status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return status;
    }

    private Path hold(String part) {
        return hub.home().resolve("state").resolve(part + ".hold");
    }
}
