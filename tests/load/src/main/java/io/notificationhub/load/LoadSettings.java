package io.notificationhub.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is to be run.
 *
 * @param what to measure
 * @param connections producers that wait for an answer before they post again
 * @param rate posts a second, 0 for as many as the connections make
 * @param duration of the measured part
 * @param warmUp unmeasured part before it
 * @param recipients who are posted to
 * @param state folder with the stack's process records
 * @param pgbench the program, for the baseline
 * @param nginx the program that the gateway is compared with
 * @param wrk the program that calls both
 * @param report file whose table is replaced; empty for none
 */
record LoadSettings(
        What what,
        int connections,
        int rate,
        Duration duration,
        Duration warmUp,
        int recipients,
        Path state,
        String pgbench,
        String nginx,
        String wrk,
        String report,
        int offset) {

    /** What is measured, with the defaults that suit it. */
    enum What {
        NOTIFICATIONS(128, 0, 60, 20, 20_000),
        /** What the gateway costs beside nginx. */
        GATEWAY(64, 0, 10, 40, 0),
        /** Vendors' callbacks at the rate of bar S9. */
        CALLBACKS(64, 500, 60, 60, 0),
        /** From the 202 to the vendor (bars S4 and S8). */
        LATENCY(64, 200, 30, 120, 5_000);

        private final int connections;
        private final int rate;
        private final int seconds;
        private final int warmUp;
        private final int recipients;

        What(int connections, int rate, int seconds, int warmUp, int recipients) {
            this.connections = connections;
            this.rate = rate;
            this.seconds = seconds;
            this.warmUp = warmUp;
            this.recipients = recipients;
        }

        static What of(List<String> arguments) {
            List<What> named = Arrays.stream(values())
                    .filter(what -> arguments.contains(what.option()))
                    .toList();
            if (named.size() > 1) {
                throw new IllegalArgumentException(
                        named.get(0).option() + " and " + named.get(1).option() + " are measured one after the other");
            }
            return named.isEmpty() ? NOTIFICATIONS : named.getFirst();
        }

        private String option() {
            return "--" + name().toLowerCase(Locale.ROOT);
        }
    }

    static LoadSettings of(String[] arguments, Map<String, String> environment) {
        What what = What.of(Arrays.asList(arguments));
        int connections = what.connections;
        int rate = what.rate;
        int seconds = what.seconds;
        int warmUp = what.warmUp;
        int recipients = what.recipients;
        String report = "";
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--gateway", "--callbacks", "--latency" -> {}
                case "--connections" -> connections = number(option, rest, 1, 4096);
                case "--rate" -> rate = number(option, rest, 1, 100_000);
                case "--seconds" -> seconds = number(option, rest, 1, 3600);
                case "--warm-up" -> warmUp = number(option, rest, 0, 600);
                case "--recipients" -> recipients = number(option, rest, 1, 1_000_000);
                case "--write" -> report = "docs/performance.md";
                default -> throw new IllegalArgumentException("load does not know '" + option + "'");
            }
        }
        return new LoadSettings(
                what,
                connections,
                rate,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUp),
                recipients,
                Path.of(environment.getOrDefault("HUB_HOME", ".hub"), "state"),
                environment.getOrDefault("HUB_PGBENCH", "pgbench"),
                environment.getOrDefault("HUB_NGINX", "nginx"),
                environment.getOrDefault("HUB_WRK", "wrk"),
                report,
                Integer.parseInt(environment.getOrDefault("HUB_PORT_OFFSET", "0")));
    }

    private static int number(String option, Deque<String> rest, int least, int most) {
        String text = rest.isEmpty() ? "" : rest.removeFirst();
        if (!text.matches("\\d{1,7}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(option + " wants a number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    String gateway() {
        return "http://127.0.0.1:" + (8080 + offset);
    }

    String simulator() {
        return "http://127.0.0.1:" + (8090 + offset);
    }

    /** Where the gateway finds intake-service when its own cost is measured: see {@code hub}. */
    int standInPort() {
        return 18480 + offset;
    }

    String database() {
        return "jdbc:postgresql://127.0.0.1:" + postgresPort() + "/notification_hub";
    }

    int postgresPort() {
        return 15432 + offset;
    }
}
