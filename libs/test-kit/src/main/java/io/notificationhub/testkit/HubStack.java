package io.notificationhub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A whole stack with a folder and free ports of its own, run by the {@code hub} script as anybody would. */
public final class HubStack {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    /** All default ports lie in these ranges, those of replicas too. */
    private static final int[][] RANGES = {
        {8025, 8025}, {8080, 8169}, {9080, 9169}, {15432, 15432}, {16379, 16379}, {19092, 19093}
    };

    private final HubCommand hub;
    private final int offset;

    private HubStack(HubCommand hub, int offset) {
        this.hub = hub;
        this.offset = offset;
    }

    /**
     * Starts an empty stack. What a killed run left in the folder is ended first; when this JVM ends, so does the stack.
     *
     * @param environment further variables of the {@code hub} script
     */
    public static HubStack startFresh(Path home, Map<String, String> environment) {
        int offset = freeOffset();
        Map<String, String> all = new HashMap<>(environment);
        all.put("HUB_PORT_OFFSET", Integer.toString(offset));
        HubCommand command = new HubCommand(home.toAbsolutePath(), all);
        command.run("stop");
        HubStack stack = new HubStack(command, offset);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::stop, "stop-hub"));
        stack.start("--fresh");
        return stack;
    }

    /** Starts the stack, again after it was stopped or its launcher killed. */
    public void start(String... options) {
        HubCommand.Ended started = hub.run(
                Stream.concat(Stream.of("run", "--detach"), Stream.of(options)).toArray(String[]::new));
        assertThat(started.status()).as(started.output()).isZero();
        assertThat(started.output()).contains("Ready").contains("curl").contains(gateway());
    }

    public void stop() {
        hub.run("stop");
    }

    public HubCommand command() {
        return hub;
    }

    public String gateway() {
        return "http://127.0.0.1:" + port(8080);
    }

    /** Kafka's bootstrap servers. */
    public String kafka() {
        return "127.0.0.1:" + port(19092);
    }

    public String simulator() {
        return "http://127.0.0.1:" + port(8090);
    }

    /** Where this stack listens for what is at the given port by default. */
    public int port(int usual) {
        return usual + offset;
    }

    /**
     * The {@code HUB_CLOCK_OFFSET} at which it is noon in Seoul, so that AlimTalk may be sent. Back in time rather than forward, so that nothing is
     * written for later than the databases' own clock.
     */
    public static Duration backToNoon(Clock clock) {
        LocalTime now = LocalTime.now(clock.withZone(SEOUL));
        Duration sinceNoon = Duration.between(LocalTime.NOON, now);
        return sinceNoon.isNegative() ? sinceNoon.plusDays(1).negated() : sinceNoon.negated();
    }

    /** The least {@code HUB_CLOCK_OFFSET} at which it is day in Seoul: none by day, else as {@link #backToNoon}. */
    public static Duration daytime(Clock clock) {
        int hour = LocalTime.now(clock.withZone(SEOUL)).getHour();
        return hour >= 9 && hour < 19 ? Duration.ZERO : backToNoon(clock);
    }

    private static int freeOffset() {
        Random random = new Random();
        return IntStream.generate(() -> 1_000 + random.nextInt(11_000))
                .limit(100)
                .filter(HubStack::allFree)
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
}
