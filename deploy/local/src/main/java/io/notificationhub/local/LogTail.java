package io.notificationhub.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The end of a process's log. */
final class LogTail {
    private static final int LINES = 400;
    private static final int WIDTH = 240;

    private LogTail() {}

    /** The last line that speaks of a failure, else the last line. */
    static Optional<String> lastErrorLine(Path log) {
        List<String> lines;
        try {
            lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            return Optional.empty();
        }
        List<String> tail = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        return tail.reversed().stream()
                .filter(LogTail::tellsOfFailure)
                .findFirst()
                .or(() -> tail.reversed().stream().findFirst())
                .map(String::strip)
                .map(line -> line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line);
    }

    private static boolean tellsOfFailure(String line) {
        return line.startsWith("Caused by:")
                || line.contains("FATAL")
                || line.contains(" ERROR ")
                || line.contains("Error:")
                || line.startsWith("Exception in");
    }
}
