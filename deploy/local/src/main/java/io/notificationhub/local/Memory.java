package io.notificationhub.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Resident memory of processes; 0 for what the system does not tell. */
final class Memory {
    private Memory() {}

    /** The process with its children, which matters for PostgreSQL, a process per session. */
    static long ofTree(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(Memory::of)
                .sum();
    }

    static long of(ProcessHandle process) {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        try {
            String line = Files.exists(status)
                    ? Files.readString(status)
                            .lines()
                            .filter(text -> text.startsWith("VmRSS:"))
                            .findFirst()
                            .orElse("0")
                    : ps(process.pid());
            return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        } catch (IOException | NumberFormatException e) {
            return 0; // it ended meanwhile
        }
    }

    private static String ps(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
