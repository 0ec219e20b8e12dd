package io.notificationhub.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;

/**
 * What is to be run.
 *
 * @param connections producers that wait for an answer before they post again
 * @param rate posts a second, 0 for as many as the connections make
 * @param duration of the measured part
 * @param warmUp unmeasured part before it
 * @param recipients who are posted to
 * @param state folder with the stack's process records
 * @param pgbench the program, for the baseline
 * @param report file whose table is replaced; empty for none
 */
record LoadSettings(
        int connections,
        int rate,
        Duration duration,
        Duration warmUp,
        int recipients,
        Path state,
        String pgbench,
        String report,
        int offset) {

    static LoadSettings of(String[] arguments, Map<String, String> environment) {
        int connections = 128;
        int rate = 0;
        int seconds = 60;
        int warmUp = 20;
        int recipients = 20_000;
        String report = "";
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
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
                connections,
                rate,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUp),
                recipients,
                Path.of(environment.getOrDefault("HUB_HOME", ".hub"), "state"),
                environment.getOrDefault("HUB_PGBENCH", "pgbench"),
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

    int postgresPort() {
        return 15432 + offset;
    }
}
