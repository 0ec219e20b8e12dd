package io.notificationhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The simulator forgets old messages, not counts. */
class MemoryBoundsTest {

    @Test
    void theJournalKeepsTheNewestWithinBothBoundsAndCountsAll() {
        Journal journal = new Journal(
                Clock.systemUTC(),
                settings(Map.of("HUB_SIMULATOR_MAX_MESSAGES", "50", "HUB_SIMULATOR_MAX_BYTES", "10000")));
        for (int i = 0; i < 1_000; i++) {
            book(journal, "a" + i, "short");
        }
        assertThat(journal.newestFirst(entry -> true, 100)).hasSize(50);
        assertThat(journal.newestFirst(entry -> true, 1))
                .extracting(entry -> entry.attemptId())
                .containsExactly("a999");

        for (int i = 0; i < 20; i++) {
            book(journal, "b" + i, "x".repeat(1_000));
        }
        assertThat(journal.newestFirst(entry -> true, 100)).hasSize(9);
        assertThat(journal.stats(Vendor.FCM)).isEqualTo(new Journal.Stats(1_020, 1_020, 0, 1_020, 0, false));
    }

    @Test
    void beyondTheBoundOnIdsStatsSayThatTheyAreNoLongerExact() {
        Journal journal = new Journal(Clock.systemUTC(), settings(Map.of("HUB_SIMULATOR_MAX_IDS", "10")));
        for (int i = 0; i < 10; i++) {
            book(journal, "a" + i, "");
        }
        book(journal, "a3", "");
        assertThat(journal.stats(Vendor.FCM)).isEqualTo(new Journal.Stats(11, 11, 0, 10, 1, false));
        book(journal, "new", "");
        assertThat(journal.stats(Vendor.FCM)).isEqualTo(new Journal.Stats(12, 12, 0, 11, 1, true));
    }

    @Test
    void attemptIdsAgreeWithAnOrdinarySet() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AttemptIds compact = new AttemptIds(1_000_000);
        Set<String> ordinary = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            int n = random.nextInt(120_000);
            String id = switch (n % 3) {
                case 0 -> new UUID(0x0190_0000_0000_7000L + ((long) n << 16), 0x8000_0000_0000_0000L | n).toString();
                case 1 -> "not-a-uuid-" + n;
                default -> new UUID(0, n / 3).toString();
            };
            assertThat(compact.add(id)).as("seed %d, id %s", seed, id).isEqualTo(ordinary.add(id));
        }
        assertThat(compact.saturated()).isFalse();
    }

    @Test
    void claimedKeysAgreeWithAnOrdinaryMapOfExpiries() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RecentKeys compact = new RecentKeys(1_000, 1_000_000);
        Map<String, Long> ordinary = new HashMap<>();
        long now = 1_000_000;
        for (int i = 0; i < 200_000; i++) {
            String key = "key-" + random.nextInt(5_000);
            if (random.nextInt(10) == 0) {
                compact.release(key);
                ordinary.remove(key);
            } else {
                boolean free = ordinary.getOrDefault(key, 0L) <= now;
                assertThat(compact.claim(key, now))
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(free);
                if (free) {
                    ordinary.put(key, now + 1_000);
                }
            }
            now += random.nextInt(3);
        }
    }

    private static void book(Journal journal, String attemptId, String body) {
        Parcel parcel = new Parcel(attemptId, "device", "", body);
        journal.book(Vendor.FCM, List.of(Line.accepted(parcel, 200, "m")), Journal.Outcome.ACCEPTED);
    }

    private static SimulatorSettings settings(Map<String, String> environment) {
        return SimulatorSettings.fromEnvironment(environment, () -> 1L, file -> file);
    }
}
