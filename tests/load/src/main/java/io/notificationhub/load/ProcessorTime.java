package io.notificationhub.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The processor time that each part of the stack has used since it started, children included. */
final class ProcessorTime {
    private final Path state;

    ProcessorTime(Path state) {
        this.state = state;
    }

    Map<String, Duration> read() {
        Map<String, Duration> used = new TreeMap<>();
        try (Stream<Path> records = Files.list(state)) {
            for (Path file :
                    records.filter(each -> each.toString().endsWith(".pid")).toList()) {
                String name = file.getFileName().toString().replace(".pid", "");
                long pid = Long.parseLong(Files.readString(file).strip().split(" ", 2)[0]);
                ProcessHandle.of(pid).ifPresent(process -> used.put(name, of(process)));
            }
        } catch (IOException e) {
            throw new IllegalStateException("No stack runs from " + state, e);
        }
        return used;
    }

    /** Of one process and its children. */
    static Duration of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(each -> each.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What each part used between two readings. */
    static Map<String, Duration> between(Map<String, Duration> before, Map<String, Duration> after) {
        Map<String, Duration> used = new TreeMap<>();
        after.forEach((name, total) -> used.put(name, total.minus(before.getOrDefault(name, Duration.ZERO))));
        return used;
    }
}
