package io.notificationhub.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The operating system and processor, by the names the binaries use. */
record Platform(String system, String processor) {
    private static final List<String> BATCH = List.of("chrt", "-b", "0");

    /** Found out by the first process that is started. */
    private static final class BatchScheduling {
        static final boolean POSSIBLE = onPath(BATCH.getFirst()) && succeeds(prepend(BATCH, List.of("true")));
    }

    static Platform current() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String system = os.contains("mac") ? "darwin" : os;
        String processor = switch (arch) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> arch;
        };
        if (!List.of("linux", "darwin").contains(system)
                || !List.of("amd64", "arm64").contains(processor)) {
            throw new StartFailure("The local stack runs on Linux and macOS, x86-64 and arm64, but this is " + os
                    + " on " + arch + ".");
        }
        return new Platform(system, processor);
    }

    String postgresArchive() {
        return "postgres-" + system + "-" + (processor.equals("amd64") ? "x86_64" : "arm_64") + ".txz";
    }

    String redisBinary() {
        if (system.equals("darwin")) {
            return "redis-server-6.2.6-v5-darwin-" + processor;
        }
        return processor.equals("amd64") ? "redis-server-6.2.6-v5-linux-amd64" : "redis-server-6.2.7-linux-arm64";
    }

    /**
     * The command in a session of its own, so that Ctrl-C at the launcher's terminal reaches the launcher alone and the
     * parts stop in their order. Both ways keep the process id.
     */
    List<String> inOwnSession(List<String> command) {
        if (onPath("setsid")) {
            return prepend(List.of("setsid"), command);
        }
        if (onPath("perl")) {
            return prepend(
                    List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or die $!"), command);
        }
        return command;
    }

    /**
     * The command under Linux's policy for work that isn't interactive ({@code SCHED_BATCH}, sched(7)), where that may be set; anybody may, unless a
     * container forbids it. A process that wakes then doesn't take the processor from another at once, so each finds more to do when its turn comes. The
     * process id stays.
     */
    List<String> inBatchScheduling(List<String> command) {
        return BatchScheduling.POSSIBLE ? prepend(BATCH, command) : command;
    }

    /** Whether a command runs and ends well here. */
    static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    static List<String> prepend(List<String> first, List<String> command) {
        return java.util.stream.Stream.concat(first.stream(), command.stream()).toList();
    }
}
