package io.notificationhub.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a JVM is to run.
 *
 * @param arguments of {@code java}, from what tells it the program on
 */
public record JavaProgram(List<String> arguments) {
    public JavaProgram {
        arguments = List.copyOf(arguments);
    }

    /** A class of this program's class path. */
    public static JavaProgram of(Class<?> main, String... arguments) {
        return new JavaProgram(Stream.concat(
                        Stream.of("-cp", System.getProperty("java.class.path"), main.getName()), Stream.of(arguments))
                .toList());
    }

    /**
     * A service as it is deployed.
     *
     * @param module the service's folder in the project, in whose root this program runs
     */
    public static JavaProgram ofService(String module, String... arguments) {
        Path target = Path.of(module, "target");
        try (Stream<Path> files = Files.list(target)) {
            Path jar = files.filter(file -> file.toString().endsWith("-app.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(module + " is not built"));
            return new JavaProgram(Stream.concat(Stream.of("-jar", jar.toString()), Stream.of(arguments))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
