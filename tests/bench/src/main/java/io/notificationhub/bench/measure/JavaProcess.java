package io.notificationhub.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A running JVM, all of which get the same options. Closing kills it: what is measured has nothing to finish. */
public final class JavaProcess implements AutoCloseable {
    private static final List<String> OPTIONS =
            List.of("-Xmx768m", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    private static final String RESULT = "RESULT ";

    private final Process process;
    private final Path log;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param log takes all that it prints */
    public static JavaProcess start(JavaProgram program, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(program.arguments());
        try {
            Files.deleteIfExists(log);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            // Whatever ends this program must not leave it running.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new JavaProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processor time so far, all threads, in the kernel and outside. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow(this::ended);
    }

    /** @throws IllegalStateException if it has ended */
    public void mustLive() {
        if (!process.isAlive()) {
            throw ended();
        }
    }

    /** Prints what {@link #awaitResult} is to find; for programs that measure themselves. */
    public static void report(Object... values) {
        System.out.println(RESULT
                + String.join(" ", Stream.of(values).map(Object::toString).toList()));
        System.out.flush();
    }

    /** Waits for the end and returns what was reported. */
    public List<String> awaitResult() throws InterruptedException {
        process.waitFor();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(RESULT))
                    .findFirst()
                    .map(line -> List.of(line.substring(RESULT.length()).split(" ", -1)))
                    .orElseThrow(this::ended);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private IllegalStateException ended() {
        return new IllegalStateException("A contender has ended, see " + log.toAbsolutePath());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
