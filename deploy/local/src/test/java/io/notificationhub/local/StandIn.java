package io.notificationhub.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server whose process is a shell script; it answers once the script has written the file {@code up}. */
final class StandIn extends LocalServer {
    private final Path folder;
    private final String script;

    StandIn(Path folder, String script) {
        super("stand-in", 1, folder.resolve("state"), folder.resolve("logs"));
        this.folder = folder;
        this.script = script;
    }

    @Override
    List<String> command() {
        return List.of("sh", "-c", "cd '" + folder + "'; " + script);
    }

    @Override
    boolean answers() {
        return Files.exists(folder.resolve("up"));
    }

    @Override
    Duration stopGrace() {
        return Duration.ofSeconds(1);
    }
}
