package io.notificationhub.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Processes that a killed launcher or test JVM left running, found by their records and by nothing else. */
final class Leftovers {
    private static final String SUFFIX = ".pid";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Leftovers() {}

    /**
     * Ends all of the folder's processes that still run, the servers after those that use them.
     *
     * @return the names of those that ran
     */
    static List<String> endAll(Path stateFolder) {
        List<String> servers = List.of("kafka", "redis", "postgres");
        List<String> names = names(stateFolder);
        List<String> services =
                names.stream().filter(name -> !servers.contains(name)).toList();
        return Stream.concat(
                        services.parallelStream().filter(name -> end(stateFolder, name)),
                        servers.stream().filter(names::contains).filter(name -> end(stateFolder, name)))
                .toList();
    }

    /** Ends one process if it still runs, by force if it does not listen, and forgets its record. */
    static boolean end(Path stateFolder, String name) {
        Path record = stateFolder.resolve(name + SUFFIX);
        Optional<ProcessHandle> left = ProcessRecord.read(record).flatMap(ProcessRecord::running);
        left.ifPresent(process -> {
            ProcessSignal.send(process, name.equals("postgres") ? "INT" : "TERM");
            if (!Deadline.after(PATIENCE).awaitUntil(() -> !running(record))) {
                process.destroyForcibly();
                Deadline.after(PATIENCE).awaitUntil(() -> !running(record));
            }
        });
        try {
            Files.deleteIfExists(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return left.isPresent();
    }

    static List<String> names(Path stateFolder) {
        if (!Files.isDirectory(stateFolder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(stateFolder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean running(Path record) {
        return ProcessRecord.read(record).flatMap(ProcessRecord::running).isPresent();
    }
}
