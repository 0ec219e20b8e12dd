package io.notificationhub.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What NHN remembers: idempotency keys for ten minutes, and messages for polling; within bounds, the oldest go first. */
final class NhnLedger {
    private static final Duration KEY_LIFETIME = Duration.ofMinutes(10);

    private final Clock clock;
    private final int mostKeys;
    private final int mostMessages;
    private final LinkedHashMap<String, Instant> keys = new LinkedHashMap<>();
    private final LinkedHashMap<String, NhnMessage> messages = new LinkedHashMap<>();

    NhnLedger(Clock clock, int mostKeys, int mostMessages) {
        this.clock = clock;
        this.mostKeys = mostKeys;
        this.mostMessages = mostMessages;
    }

    /** Whether the key was free; an empty key always is. */
    synchronized boolean claim(String key) {
        if (key.isEmpty()) {
            return true;
        }
        Instant now = clock.instant();
        Iterator<Map.Entry<String, Instant>> oldest = keys.entrySet().iterator();
        while (oldest.hasNext()) {
            boolean expired = !oldest.next().getValue().isAfter(now);
            if (!expired && keys.size() < mostKeys) {
                break;
            }
            oldest.remove();
        }
        return keys.putIfAbsent(key, now.plus(KEY_LIFETIME)) == null;
    }

    /** Gives a key back whose call failed as a whole. */
    synchronized void release(String key) {
        keys.remove(key);
    }

    synchronized void remember(NhnMessage message) {
        messages.put(id(message.requestId(), message.recipientSeq()), message);
        if (messages.size() > mostMessages) {
            messages.pollFirstEntry();
        }
    }

    synchronized Optional<NhnMessage> find(String requestId, int recipientSeq) {
        return Optional.ofNullable(messages.get(id(requestId, recipientSeq)));
    }

    synchronized List<NhnMessage> newestFirst(Predicate<NhnMessage> wanted) {
        return messages.sequencedValues().reversed().stream().filter(wanted).toList();
    }

    synchronized void forget() {
        keys.clear();
        messages.clear();
    }

    private static String id(String requestId, int recipientSeq) {
        return requestId + "/" + recipientSeq;
    }
}
