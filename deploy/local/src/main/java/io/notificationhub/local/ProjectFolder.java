package io.notificationhub.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the project lies and where it keeps what it makes at run time. */
final class ProjectFolder {
    private ProjectFolder() {}

    /** The folder that holds {@code mvnw}, looked for from the working folder upwards. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, java.util.Objects::nonNull, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("mvnw")) && Files.isDirectory(folder.resolve(".mvn")))
                .findFirst()
                .orElseThrow(
                        () -> new StartFailure("No mvnw in " + here + " or above; start from the project's folder."));
    }

    /** {@code HUB_HOME}, else {@code .hub} in the project. */
    static Path home() {
        String home = System.getenv("HUB_HOME");
        return home == null || home.isBlank()
                ? root().resolve(".hub")
                : Path.of(home).toAbsolutePath();
    }
}
