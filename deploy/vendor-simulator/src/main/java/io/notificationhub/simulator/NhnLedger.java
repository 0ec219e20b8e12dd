package io.notificationhub.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What NHN remembers: idempotency keys for ten minutes, and the newest messages for polling. */
final class NhnLedger {
    private static final Duration KEY_LIFETIME = Duration.ofMinutes(10);
    private static final int MOST_ORIGINS = 1_000;

    private record Key(String requestId, int recipientSeq) {}

    private final Clock clock;
    private final int mostMessages;
    private final RecentKeys keys;
    private final LinkedHashMap<Key, NhnMessage> messages = new LinkedHashMap<>();
    /** Nearly all messages share a few origins. */
    private final Map<NhnMessage.Origin, NhnMessage.Origin> origins = new LinkedHashMap<>();

    NhnLedger(Clock clock, SimulatorSettings settings) {
        this.clock = clock;
        this.mostMessages = settings.maxPolled();
        this.keys = new RecentKeys(KEY_LIFETIME.toMillis(), settings.maxIds());
    }

    /** Whether the key was free; an empty key always is. */
    synchronized boolean claim(String key) {
        return key.isEmpty() || keys.claim(key, clock.millis());
    }

    /** Gives a key back whose call failed as a whole. */
    synchronized void release(String key) {
        keys.release(key);
    }

    synchronized void remember(NhnMessage message) {
        messages.put(new Key(message.requestId(), message.recipientSeq()), message);
        if (messages.size() > mostMessages) {
            messages.pollFirstEntry();
        }
    }

    /** An equal origin that earlier messages hold already, if there is one. */
    synchronized NhnMessage.Origin shared(NhnMessage.Origin origin) {
        if (origins.size() >= MOST_ORIGINS) {
            origins.clear();
        }
        return origins.computeIfAbsent(origin, same -> same);
    }

    synchronized Optional<NhnMessage> find(String requestId, int recipientSeq) {
        return Optional.ofNullable(messages.get(new Key(requestId, recipientSeq)));
    }

    synchronized List<NhnMessage> newestFirst(Predicate<NhnMessage> wanted) {
        return messages.sequencedValues().reversed().stream().filter(wanted).toList();
    }

    synchronized void forget() {
        keys.clear();
        messages.clear();
        origins.clear();
    }
}
