package io.notificationhub.simulator;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What arrived. The newest messages are kept, up to a number and a sum of bytes; the counts are kept for all of them. A message is
 * booked when it arrives, before any latency, so that a caller which gives up waiting and calls again shows as a duplicate.
 */
final class Journal {
    enum Outcome {
        ACCEPTED,
        REJECTED,
        CUT,
        HUNG
    }

    /** @param saturated the bound on remembered ids was reached, so that duplicates may be missed from then on */
    record Stats(
            long requests, long accepted, long rejected, long distinctAttemptIds, long duplicates, boolean saturated) {}

    private static final class Tally {
        private long requests;
        private long accepted;
        private long rejected;
        private long distinct;
        private long duplicates;
        private final AttemptIds ids;

        Tally(int mostIds) {
            this.ids = new AttemptIds(mostIds);
        }

        void accept(@Nullable String attemptId) {
            accepted++;
            if (attemptId != null) {
                if (ids.add(attemptId)) {
                    distinct++;
                } else {
                    duplicates++;
                }
            }
        }
    }

    private final Clock clock;
    private final int mostEntries;
    private final long mostBytes;
    private final int mostIds;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<Vendor, Tally> tallies = new EnumMap<>(Vendor.class);
    private long bytes;

    Journal(Clock clock, SimulatorSettings settings) {
        this.clock = clock;
        this.mostEntries = settings.maxMessages();
        this.mostBytes = settings.maxBytes();
        this.mostIds = settings.maxIds();
    }

    /** Books one call; {@code accepted} is the outcome of the lines that were accepted. */
    synchronized void book(Vendor vendor, List<Line> lines, Outcome accepted) {
        Tally tally = tallies.computeIfAbsent(vendor, v -> new Tally(mostIds));
        tally.requests++;
        long now = clock.millis();
        for (Line line : lines) {
            if (line.accepted()) {
                tally.accept(line.parcel().attemptId());
                int status = accepted == Outcome.CUT ? 0 : line.status();
                keep(new Entry(vendor, line.parcel(), accepted, status, now));
            } else {
                tally.rejected++;
                keep(new Entry(vendor, line.parcel(), Outcome.REJECTED, line.status(), now));
            }
        }
    }

    synchronized List<Entry> newestFirst(Predicate<Entry> wanted, int limit) {
        List<Entry> found = new ArrayList<>();
        Iterator<Entry> newest = entries.descendingIterator();
        while (newest.hasNext() && found.size() < limit) {
            Entry entry = newest.next();
            if (wanted.test(entry)) {
                found.add(entry);
            }
        }
        return found;
    }

    synchronized Stats stats(Vendor vendor) {
        Tally tally = tallies.get(vendor);
        return tally == null
                ? new Stats(0, 0, 0, 0, 0, false)
                : new Stats(
                        tally.requests,
                        tally.accepted,
                        tally.rejected,
                        tally.distinct,
                        tally.duplicates,
                        tally.ids.saturated());
    }

    synchronized void forget() {
        entries.clear();
        tallies.clear();
        bytes = 0;
    }

    private void keep(Entry entry) {
        entries.addLast(entry);
        bytes += entry.bytes();
        while (entries.size() > mostEntries || bytes > mostBytes) {
            bytes -= entries.removeFirst().bytes();
        }
    }
}
