package io.notificationhub.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A page of the documentation whose tables are written by the programs that measure them. */
public record ReportPage(Path file) {

    /**
     * Puts the lines between the comments {@code <!-- place -->} and {@code <!-- /place -->}, instead of what stands there.
     *
     * @throws IllegalStateException if the page has no such comments
     */
    public void replace(String place, List<String> lines) throws IOException {
        String begin = "<!-- " + place + " -->";
        String text = Files.readString(file);
        int from = text.indexOf(begin);
        int to = text.indexOf("<!-- /" + place + " -->");
        if (from < 0 || to < from) {
            throw new IllegalStateException(file + " has no place for the table of " + place);
        }
        Files.writeString(
                file,
                text.substring(0, from + begin.length()) + "\n" + String.join("\n", lines) + "\n" + text.substring(to));
    }
}
