package io.notificationhub.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The page with the tables, each between two comments with its name. */
record PerformancePage(Path file) {

    /** Replaces one table and leaves everything else as it is. */
    void write(String table, List<String> lines) throws IOException {
        String begin = "<!-- " + table + " -->";
        String text = Files.readString(file);
        int from = text.indexOf(begin);
        int to = text.indexOf("<!-- /" + table + " -->");
        if (from < 0 || to < from) {
            throw new IllegalStateException(file + " has no place for the table " + table);
        }
        Files.writeString(
                file,
                text.substring(0, from + begin.length()) + "\n" + String.join("\n", lines) + "\n" + text.substring(to));
    }
}
