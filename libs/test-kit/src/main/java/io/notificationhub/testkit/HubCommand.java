package io.notificationhub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The {@code hub} script with its own home and ports. */
public record HubCommand(Path home, Map<String, String> environment) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    public HubCommand {
        environment = Map.copyOf(environment);
    }

    /** How a verb ended, and all that it printed. */
    public record Ended(int status, String output) {}

    public HubCommand with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new HubCommand(home, more);
    }

    /** Runs a verb to its end. Fails if the output is still held open then, by a child that outlives the command. */
    public Ended run(String... verb) {
        List<String> command =
                new ArrayList<>(List.of(projectRoot().resolve("hub").toString()));
        command.addAll(List.of(verb));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("HUB_HOME", home.toString());
        builder.environment().put("HUB_BUILD", "off"); // whoever runs this has made the jars
        builder.environment().put("HUB_AOT", "off");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> readToEnd(process));
            assertThat(process.waitFor(LIMIT))
                    .as("hub %s ends within %s", String.join(" ", verb), LIMIT)
                    .isTrue();
            return new Ended(process.exitValue(), output.get(10, TimeUnit.SECONDS));
        } catch (IOException
                | InterruptedException
                | java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("hub " + String.join(" ", verb), e);
        }
    }

    private static String readToEnd(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The process id that the launcher recorded. */
    public long pid(Path record) {
        try {
            return Long.parseLong(Files.readString(home.resolve(record)).split(" ", 2)[0]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public static Path projectRoot() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("hub")) && Files.exists(folder.resolve("mvnw")))
                .findFirst()
                .orElseThrow();
    }
}
