package io.notificationhub.faults;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * What is to be broken.
 *
 * @param faults by their number, F1 to F8; empty for all
 * @param write whether the table goes into docs/faults.md
 * @param seed who gets what, and when
 * @param rate notifications a second
 * @param recipients who are notified
 * @param home folder of the stack
 */
record FaultSettings(boolean quick, Set<String> faults, boolean write, long seed, int rate, int recipients, Path home) {

    static FaultSettings of(String[] arguments, Map<String, String> environment, RandomGenerator random) {
        boolean quick = false;
        boolean write = false;
        long seed = random.nextInt(1_000_000);
        int rate = 200;
        int recipients = 960;
        Set<String> faults = new TreeSet<>();
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--short" -> quick = true;
                case "--write" -> write = true;
                case "--seed" -> seed = number(option, rest, 0, 999_999);
                case "--rate" -> rate = number(option, rest, 1, 500);
                case "--recipients" -> recipients = number(option, rest, 32, 5_000);
                default -> {
                    String fault = option.toUpperCase(Locale.ROOT);
                    if (!fault.matches("F[1-9]")) {
                        throw new IllegalArgumentException("faults does not know '" + option + "'");
                    }
                    faults.add(fault);
                }
            }
        }
        Path home = Path.of(environment.getOrDefault("HUB_HOME", ".hub/faults"));
        return new FaultSettings(quick, faults, write, seed, rate, recipients, home);
    }

    private static int number(String option, Deque<String> rest, int least, int most) {
        String text = rest.isEmpty() ? "" : rest.removeFirst();
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(option + " wants a number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    /** Begins the names of all that this run makes. */
    String run() {
        return "f" + Long.toString(seed, 36);
    }

    boolean wants(Fault fault) {
        return faults.isEmpty() || faults.contains(fault.name().substring(0, 2));
    }
}
