package io.notificationhub.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one trial showed.
 *
 * @param refused tries by status, 0 for those without an answer
 * @param atVendor different attempts that vendors accepted
 * @param duplicates accepted again
 * @param inFlight calls that the fault may have cut, of which each may be made again
 * @param recovery from the fault until the last message had come that was asked for before all parts were there again
 * @param breaches of guarantees
 */
record TrialReport(
        String fault,
        int accepted,
        Map<Integer, Integer> refused,
        int atVendor,
        int duplicates,
        int inFlight,
        int lost,
        Duration recovery,
        List<String> breaches) {

    boolean kept() {
        return breaches.isEmpty();
    }

    String row() {
        String refusals = refused.entrySet().stream()
                .map(each ->
                        (each.getKey() == 0 ? "no answer" : Integer.toString(each.getKey())) + ": " + each.getValue())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %d | %d (%d) | %d | %.1f | %s |",
                fault,
                accepted,
                refusals.isEmpty() ? "–" : refusals,
                atVendor,
                duplicates,
                inFlight,
                lost,
                recovery.toMillis() / 1000.0,
                kept() ? "kept" : "**broken**");
    }
}
