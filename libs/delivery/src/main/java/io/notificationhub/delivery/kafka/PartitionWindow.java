package io.notificationhub.delivery.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The admitted, unfinished records of one partition. Records of one key start one after another; others overtake. The committable offset is that
 * of the first unfinished record. Safe for use by the polling thread and by whichever threads finish records.
 */
final class PartitionWindow {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Slot> inOrder = new ArrayDeque<>();
    private final Map<String, Deque<Slot>> behindKey = new HashMap<>();
    private final Consumer<Slot> start;
    private long committable = -1;
    private long committed = -1;
    private int running;
    private int unfinished;
    private long bytes;
    private boolean closed;

    /** A window that begins work on a slot with {@code start}, which ends in exactly one call of {@link #finished}. */
    PartitionWindow(Consumer<Slot> start) {
        this.start = start;
    }

    /** One admitted record. Only its offset is remembered once it is finished, for there may be many behind one that stalls. */
    static final class Slot {
        private final long offset;
        private @Nullable ConsumerRecord<String, String> message;

        private Slot(ConsumerRecord<String, String> message) {
            this.offset = message.offset();
            this.message = message;
        }

        long offset() {
            return offset;
        }

        /** The record, until it is finished. */
        ConsumerRecord<String, String> message() {
            return Objects.requireNonNull(message);
        }

        private int size() {
            return Math.max(0, message().serializedValueSize());
        }
    }

    void admit(ConsumerRecord<String, String> message) {
        Slot slot = new Slot(message);
        lock.lock();
        try {
            inOrder.add(slot);
            unfinished++;
            bytes += slot.size();
            Deque<Slot> behind = behindKey.get(message.key());
            if (behind != null) {
                behind.add(slot);
                return;
            }
            behindKey.put(message.key(), new ArrayDeque<>());
            running++;
        } finally {
            lock.unlock();
        }
        start.accept(slot);
    }

    void finished(Slot slot) {
        Slot next;
        lock.lock();
        try {
            running--;
            unfinished--;
            bytes -= slot.size();
            next = nextOf(slot.message().key());
            slot.message = null;
            while (!inOrder.isEmpty() && inOrder.getFirst().message == null) {
                committable = inOrder.removeFirst().offset + 1;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (next != null) {
            start.accept(next);
        }
    }

    private @Nullable Slot nextOf(String key) {
        Deque<Slot> behind = behindKey.get(key);
        Slot next = behind == null || closed ? null : behind.poll();
        if (next == null) {
            behindKey.remove(key);
        } else {
            running++;
        }
        return next;
    }

    /** The offset to commit, if it has moved since it was last asked for. */
    OptionalLong toCommit() {
        lock.lock();
        try {
            if (committable <= committed) {
                return OptionalLong.empty();
            }
            committed = committable;
            return OptionalLong.of(committable);
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is in work and nothing to be committed. */
    boolean isSettled() {
        lock.lock();
        try {
            return unfinished == 0 && committable <= committed;
        } finally {
            lock.unlock();
        }
    }

    /** Makes the next {@link #toCommit} answer again, after a commit that failed. */
    void commitFailed() {
        lock.lock();
        try {
            committed = -1;
        } finally {
            lock.unlock();
        }
    }

    /** Starts nothing more. Records that wait behind their key stay unfinished: whoever owns the partition next reads them. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no started record is unfinished. Returns whether that happened in time. */
    boolean awaitIdle(Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (running > 0) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many admitted records are remembered: unfinished ones, and finished ones behind the first of them. */
    int span() {
        lock.lock();
        try {
            return inOrder.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many admitted records are not finished. */
    int unfinished() {
        lock.lock();
        try {
            return unfinished;
        } finally {
            lock.unlock();
        }
    }

    /** What the admitted records that are not finished were on the wire, keys and headers apart. */
    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
