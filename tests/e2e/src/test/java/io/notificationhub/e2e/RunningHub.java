package io.notificationhub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One stack for all tests of this JVM, on free ports, with Seoul's clock at noon so that AlimTalk may be sent. */
final class RunningHub {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    /** All default ports lie in these ranges. */
    private static final int[][] RANGES = {
        {8025, 8025}, {8080, 8090}, {9080, 9089}, {15432, 15432}, {16379, 16379}, {19092, 19093}
    };

    private final HubCommand hub;
    private final int offset;

    private RunningHub(HubCommand hub, int offset) {
        this.hub = hub;
        this.offset = offset;
    }

    static RunningHub get() {
        return Started.INSTANCE;
    }

    HubCommand command() {
        return hub;
    }

    String gateway() {
        return "http://127.0.0.1:" + (8080 + offset);
    }

    /** A service itself, by its default port. */
    String service(int port) {
        return "http://127.0.0.1:" + (port + offset);
    }

    String simulator() {
        return "http://127.0.0.1:" + (8090 + offset);
    }

    void start(String... options) {
        HubCommand.Ended started = hub.run(
                Stream.concat(Stream.of("run", "--detach"), Stream.of(options)).toArray(String[]::new));
        assertThat(started.status()).as(started.output()).isZero();
        assertThat(started.output()).contains("Ready").contains("curl").contains(gateway());
    }

    /** Back in time rather than forward, so that nothing is written for later than the databases' own clock. */
    private static Duration backToNoon(Clock clock) {
        LocalTime now = LocalTime.now(clock.withZone(SEOUL));
        Duration sinceNoon = Duration.between(LocalTime.NOON, now);
        return sinceNoon.isNegative() ? sinceNoon.plusDays(1).negated() : sinceNoon.negated();
    }

    private static int freeOffset() {
        Random random = new Random();
        return IntStream.generate(() -> 1_000 + random.nextInt(11_000))
                .limit(100)
                .filter(RunningHub::allFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean allFree(int offset) {
        for (int[] range : RANGES) {
            for (int port = range[0]; port <= range[1]; port++) {
                try (ServerSocket socket = new ServerSocket()) {
                    socket.bind(new InetSocketAddress(port + offset));
                } catch (IOException e) {
                    return false;
                }
            }
        }
        return true;
    }

    private static final class Started {
        static final RunningHub INSTANCE = start();

        private static RunningHub start() {
            int offset = freeOffset();
            HubCommand command = new HubCommand(
                    Path.of("target", "hub").toAbsolutePath(),
                    Map.of(
                            "HUB_PORT_OFFSET",
                            Integer.toString(offset),
                            "HUB_CLOCK_OFFSET",
                            backToNoon(Clock.systemUTC()).toString()));
            command.run("stop"); // of a test run that was killed
            RunningHub hub = new RunningHub(command, offset);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> command.run("stop"), "stop-hub"));
            hub.start("--fresh");
            return hub;
        }
    }
}
