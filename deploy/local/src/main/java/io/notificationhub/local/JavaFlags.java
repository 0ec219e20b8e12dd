package io.notificationhub.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a small JVM.
 *
 * @param maxHeap as for {@code -Xmx}
 * @param extra further options, after and so stronger than the defaults
 */
record JavaFlags(String maxHeap, List<String> extra) {
    private static final List<String> SMALL = List.of(
            "-XX:TieredStopAtLevel=1",
            // Not the whole of its limit at once; and most of what a service makes dies young, which a few megabytes
            // copy again and again.
            "-Xms64m",
            "-Xmn48m",
            // Eleven JVMs on a laptop: four event loops each would mostly wake one another.
            "-Dreactor.netty.ioWorkerCount=1",
            "-Xss512k",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** The running JDK's {@code java} with its options. */
    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (extra.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
            command.add("-XX:+UseSerialGC"); // two collectors at once would be an error
        }
        command.addAll(SMALL);
        command.add("-Xmx" + maxHeap);
        command.addAll(extra);
        return command;
    }
}
