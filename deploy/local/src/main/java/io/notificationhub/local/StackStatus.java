package io.notificationhub.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code hub status}: what runs, as the processes themselves show it. */
final class StackStatus {
    private static final String ROW = "%-20s %-11s %6s %8s %9s %8s %10s  %s";

    private final HubFolders folders;
    private final Clock clock;

    StackStatus(HubFolders folders, Clock clock) {
        this.folders = folders;
        this.clock = clock;
    }

    /** Returns 0 if all parts are ready, 1 if the stack doesn't run, 2 if some part is not ready. */
    int print(PrintStream out) {
        Optional<ProcessHandle> launcher = Launcher.running(folders);
        List<PartStatus> parts = names(folders)
                .flatMap(name -> PartStatus.read(folders.state(), name).stream())
                .toList();
        if (launcher.isEmpty()) {
            boolean left = parts.stream().anyMatch(part -> process(part).isPresent());
            out.println(
                    left
                            ? "The launcher is gone but parts of it still run; ./hub stop or ./hub run ends them."
                            : "The stack does not run; start it with ./hub run.");
            return 1;
        }
        out.println(String.format(Locale.ROOT, ROW, "PART", "STATE", "PORT", "PID", "RESTARTS", "RSS MB", "UP", "")
                .stripTrailing());
        long total = Memory.of(launcher.get());
        boolean allReady = !parts.isEmpty();
        for (PartStatus part : parts) {
            Optional<ProcessHandle> process = process(part);
            long resident = process.map(Memory::ofTree).orElse(0L);
            total += resident;
            boolean ready = part.state() == PartStatus.State.READY && process.isPresent();
            allReady &= ready;
            out.println(row(part, process, resident));
        }
        out.println(String.format(
                        Locale.ROOT,
                        ROW,
                        "launcher",
                        allReady ? "ready" : "not ready",
                        "",
                        launcher.get().pid(),
                        "",
                        Memory.of(launcher.get()) >> 20,
                        up(launcher.get()),
                        "")
                .stripTrailing());
        out.println(String.format(Locale.ROOT, "all processes together: %d MB", total >> 20));
        return allReady ? 0 : 2;
    }

    private String row(PartStatus part, Optional<ProcessHandle> process, long resident) {
        boolean lost = part.state() == PartStatus.State.READY && process.isEmpty();
        return String.format(
                        Locale.ROOT,
                        ROW,
                        part.name(),
                        lost ? "ended" : part.word(),
                        part.port(),
                        process.map(found -> Long.toString(found.pid())).orElse("-"),
                        part.restarts(),
                        process.isPresent() ? Long.toString(resident >> 20) : "-",
                        process.isPresent() ? duration(Duration.between(part.since(), clock.instant())) : "-",
                        part.note())
                .stripTrailing();
    }

    private String up(ProcessHandle process) {
        Instant start = process.info().startInstant().orElseGet(clock::instant);
        return duration(Duration.between(start, clock.instant()));
    }

    private Optional<ProcessHandle> process(PartStatus part) {
        Path record = folders.state().resolve(part.name() + ".pid");
        return ProcessRecord.read(record).flatMap(ProcessRecord::running);
    }

    /** Replicas, of which only their records tell, come last. */
    private static Stream<String> names(HubFolders folders) {
        Stream<String> known = Stream.concat(
                Stream.of("postgres", "redis", "kafka"),
                ServiceSpec.IN_PORT_ORDER.stream().map(ServiceSpec::name));
        return Stream.concat(known, Leftovers.names(folders.state()).stream()).distinct();
    }

    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
