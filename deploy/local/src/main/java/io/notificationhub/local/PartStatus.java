package io.notificationhub.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * What the launcher knows of one part, kept on disk for {@code hub status}.
 *
 * @param since when the state began
 * @param note the reason, where the state needs one, else empty
 */
record PartStatus(String name, State state, int port, int restarts, Instant since, String note) {

    /** The life of a part; {@code RESTARTING} is the wait before the next try. */
    enum State {
        WAITING,
        STARTING,
        READY,
        RESTARTING,
        STOPPED
    }

    void write(Path folder) {
        Properties properties = new Properties();
        properties.setProperty("state", state.name());
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("restarts", Integer.toString(restarts));
        properties.setProperty("since", since.toString());
        properties.setProperty("note", note);
        Path file = folder.resolve(name + ".status");
        Path aside = folder.resolve(name + ".status.new");
        try {
            try (Writer out = Files.newBufferedWriter(aside)) {
                properties.store(out, null);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<PartStatus> read(Path folder, String name) {
        Path file = folder.resolve(name + ".status");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(new PartStatus(
                name,
                State.valueOf(properties.getProperty("state")),
                Integer.parseInt(properties.getProperty("port")),
                Integer.parseInt(properties.getProperty("restarts")),
                Instant.parse(properties.getProperty("since")),
                properties.getProperty("note")));
    }

    String word() {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
