package io.notificationhub.simulator;

import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which keys were claimed within a lifetime, at some 50 bytes a key: a 64-bit hash and when it expires, in a table at most half
 * full. When more live keys than the bound would be needed, all are forgotten, with a warning.
 */
final class RecentKeys {
    private static final Logger log = LoggerFactory.getLogger(RecentKeys.class);
    private static final int LEAST_SLOTS = 1_024;

    private final long lifetimeMillis;
    private final int most;
    /** Pairs of hash and expiry; an expiry of zero marks an empty slot, one in the past a free but not an empty one. */
    private long[] table = new long[2 * LEAST_SLOTS];

    private int taken;

    RecentKeys(long lifetimeMillis, int most) {
        this.lifetimeMillis = lifetimeMillis;
        this.most = most;
    }

    /** Whether nobody held the key at {@code now}; then the caller does. */
    boolean claim(String key, long now) {
        if (taken * 4 >= table.length) {
            makeRoom(now);
        }
        long hash = hash(key);
        int slot = find(table, hash);
        if (table[slot + 1] > now) {
            return false;
        }
        if (table[slot + 1] == 0) {
            taken++;
        }
        table[slot] = hash;
        table[slot + 1] = now + lifetimeMillis;
        return true;
    }

    void release(String key) {
        int slot = find(table, hash(key));
        if (table[slot + 1] != 0) {
            // Long past, but not empty: others may have been placed beyond it.
            table[slot + 1] = 1;
        }
    }

    void clear() {
        table = new long[2 * LEAST_SLOTS];
        taken = 0;
    }

    private void makeRoom(long now) {
        int live = 0;
        for (int i = 0; i < table.length; i += 2) {
            live += table[i + 1] > now ? 1 : 0;
        }
        if (live >= most) {
            log.warn("{} idempotency keys within their lifetime: all are forgotten", live);
            clear();
            return;
        }
        int slots = LEAST_SLOTS;
        // Leaves an eighth of the slots to claim before the next time, so that room is not made over and over.
        while (live * 8L > slots * 3L) {
            slots *= 2;
        }
        long[] roomier = new long[2 * slots];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i + 1] > now) {
                int slot = find(roomier, table[i]);
                roomier[slot] = table[i];
                roomier[slot + 1] = table[i + 1];
            }
        }
        table = roomier;
        taken = live;
    }

    private static int find(long[] table, long hash) {
        int mask = table.length / 2 - 1;
        int entry = (int) (hash >>> 32) & mask;
        while (table[2 * entry + 1] != 0 && table[2 * entry] != hash) {
            entry = (entry + 1) & mask;
        }
        return 2 * entry;
    }

    private static long hash(String key) {
        byte[] digest = Signatures.sha256(key.getBytes(StandardCharsets.UTF_8));
        long hash = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            hash = hash << 8 | (digest[i] & 0xff);
        }
        return hash;
    }
}
