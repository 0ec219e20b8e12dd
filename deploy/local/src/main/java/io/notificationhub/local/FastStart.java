package io.notificationhub.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The class archive of one application, which halves the processor time that its JVM needs to start.
 *
 * <p>The JVM keeps it itself: it writes the archive at the first orderly end after a build, and again if it doesn't fit
 * any more. An ahead-of-time cache (JEP 514) was measured too: it starts no faster and takes three times as long to
 * write.
 */
final class FastStart {
    private static final Duration WRITING = Duration.ofMinutes(1);

    private final Path archive;
    private final Path unfinished;
    private final boolean enabled;
    private boolean recording;

    FastStart(Path folder, boolean enabled) {
        this.archive = folder.resolve("classes.jsa");
        this.unfinished = folder.resolve("classes.unfinished");
        this.enabled = enabled;
    }

    /** Further options for the command that starts the application; to be asked anew for each start. */
    synchronized List<String> begin() {
        if (!enabled) {
            return List.of();
        }
        Folders.create(Objects.requireNonNull(archive.getParent()));
        try {
            if (Files.exists(unfinished)) {
                Files.deleteIfExists(archive); // of a start that was broken off: it fits, and holds next to nothing
            }
            recording = !Files.exists(archive);
            if (recording) {
                Files.writeString(unfinished, "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:cds*=off", // says of each generated class that it can't be kept
                "-Xlog:aot*=off");
    }

    /** The application has loaded what it loads at its start, so that an archive written from now on is a good one. */
    synchronized void ready() {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the JVM will write the archive when it ends. */
    synchronized boolean recording() {
        return recording;
    }

    /** How much longer an orderly end may take. */
    synchronized Duration ending() {
        return recording ? WRITING : Duration.ZERO;
    }
}
