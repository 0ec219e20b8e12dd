package io.notificationhub.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The browser that is installed, for tests of the console; none is ever downloaded. */
public final class Chromium {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final List<String> PLACES = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private Chromium() {}

    /** That of the variable {@code HUB_CHROMIUM}, else one in a usual place. */
    public static Optional<Path> installed() {
        return Stream.concat(Stream.ofNullable(chosen()), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static @Nullable String chosen() {
        return System.getenv("HUB_CHROMIUM");
    }

    /** What makes it quiet, and able to run as root. */
    public static List<String> flags() {
        return FLAGS;
    }
}
