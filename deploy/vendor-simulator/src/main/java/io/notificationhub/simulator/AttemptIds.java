package io.notificationhub.simulator;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A set of attempt ids at 16 bytes each: a UUID is its own 128 bits, anything else is hashed to as many. Open addressing, at most half
 * full. Once the bound is reached unseen ids are no longer remembered and {@link #saturated()} says so.
 */
final class AttemptIds {
    private static final int UUID_LENGTH = 36;

    private final int most;
    private long[] table = new long[2 * 1024];
    private int size;
    private boolean saturated;

    AttemptIds(int most) {
        this.most = most;
    }

    /** Whether this id was not in the set before. */
    boolean add(String attemptId) {
        if (attemptId.length() == UUID_LENGTH && isUuid(attemptId)) {
            UUID id = UUID.fromString(attemptId);
            // Zero marks an empty slot, so the few UUIDs that end in it are hashed like any other text.
            if (id.getLeastSignificantBits() != 0) {
                return add(id.getMostSignificantBits(), id.getLeastSignificantBits());
            }
        }
        byte[] digest = Signatures.sha256(attemptId.getBytes(StandardCharsets.UTF_8));
        return add(toLong(digest, 0), toLong(digest, 8) | 1);
    }

    boolean saturated() {
        return saturated;
    }

    private boolean add(long high, long low) {
        int slot = find(table, high, low);
        if (table[slot + 1] != 0) {
            return false;
        }
        if (size >= most) {
            saturated = true;
            return true;
        }
        table[slot] = high;
        table[slot + 1] = low;
        size++;
        if (size * 4 > table.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] bigger = new long[table.length * 2];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i + 1] != 0) {
                int slot = find(bigger, table[i], table[i + 1]);
                bigger[slot] = table[i];
                bigger[slot + 1] = table[i + 1];
            }
        }
        table = bigger;
    }

    /** The slot that holds the id, or the empty one where it belongs. */
    private static int find(long[] table, long high, long low) {
        int mask = table.length / 2 - 1;
        // UUIDv7 counts up in its high half, so both halves are mixed before the mask.
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
        int entry = (int) (mixed >>> 32) & mask;
        while (table[2 * entry + 1] != 0 && (table[2 * entry] != high || table[2 * entry + 1] != low)) {
            entry = (entry + 1) & mask;
        }
        return 2 * entry;
    }

    private static boolean isUuid(String text) {
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static long toLong(byte[] bytes, int from) {
        long value = 0;
        for (int i = from; i < from + 8; i++) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }
}
