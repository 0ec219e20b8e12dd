package io.notificationhub.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PartitionWindowTest {
    private final List<PartitionWindow.Slot> started = new ArrayList<>();
    private final PartitionWindow window = new PartitionWindow(started::add);

    @Test
    void recordsOfOneKeyStartOneAfterAnother() {
        window.admit(message(0, "a"));
        window.admit(message(1, "a"));
        window.admit(message(2, "b"));

        assertThat(offsets()).containsExactly(0L, 2L);
        finish(0);
        assertThat(offsets()).containsExactly(0L, 2L, 1L);
    }

    @Test
    void commitsUpToTheFirstUnfinishedRecord() {
        for (int i = 0; i < 4; i++) {
            window.admit(message(i, "k" + i));
        }
        finish(1);
        finish(3);
        assertThat(window.toCommit()).isEmpty();

        finish(0);
        assertThat(window.toCommit()).isEqualTo(OptionalLong.of(2));
        assertThat(window.toCommit()).as("nothing new").isEmpty();

        finish(2);
        assertThat(window.toCommit()).isEqualTo(OptionalLong.of(4));
    }

    @Test
    void holdsTheBytesOfUnfinishedRecordsOnly() {
        window.admit(sized(0, "a", 100));
        window.admit(sized(1, "a", 20));
        window.admit(sized(2, "b", 3));
        assertThat(window.bytes()).isEqualTo(123);

        finish(2);
        assertThat(window.bytes()).as("remembered for its offset alone").isEqualTo(120);
        assertThat(window.span()).isEqualTo(3);

        finish(0);
        finish(1);
        assertThat(window.bytes()).isZero();
    }

    @Test
    void asksForAFailedCommitAgain() {
        window.admit(message(0, "a"));
        finish(0);
        window.toCommit();

        window.commitFailed();

        assertThat(window.toCommit()).isEqualTo(OptionalLong.of(1));
    }

    @Test
    void aClosedWindowStartsNothingMoreAndCommitsWhatWasFinished() throws InterruptedException {
        window.admit(message(0, "a"));
        window.admit(message(1, "a"));
        window.close();

        assertThat(window.awaitIdle(java.time.Duration.ZERO)).isFalse();
        finish(0);

        assertThat(window.awaitIdle(java.time.Duration.ZERO)).isTrue();
        assertThat(offsets()).containsExactly(0L);
        assertThat(window.toCommit()).isEqualTo(OptionalLong.of(1));
        assertThat(window.unfinished()).isEqualTo(1);
    }

    /** Finishes records in any order: the committed offset never passes an unfinished one, and order per key always holds. */
    @RepeatedTest(20)
    void holdsItsPromisesInAnyOrder() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int total = 500;
        Set<Long> unfinished = new HashSet<>();
        for (long offset = 0; offset < total; offset++) {
            unfinished.add(offset);
            window.admit(message(offset, "k" + random.nextInt(20)));
        }
        List<Long> finishedOrder = new ArrayList<>();
        while (finishedOrder.size() < total) {
            PartitionWindow.Slot next = started.remove(random.nextInt(started.size()));
            window.finished(next);
            unfinished.remove(next.offset());
            finishedOrder.add(next.offset());
            long firstUnfinished =
                    unfinished.stream().mapToLong(Long::longValue).min().orElse(total);
            window.toCommit()
                    .ifPresent(offset -> assertThat(offset).as("seed %s", seed).isEqualTo(firstUnfinished));
        }
        assertThat(window.unfinished()).isZero();
    }

    private void finish(long offset) {
        window.finished(started.stream()
                .filter(slot -> slot.offset() == offset)
                .findFirst()
                .orElseThrow());
    }

    private List<Long> offsets() {
        return started.stream().map(slot -> slot.offset()).toList();
    }

    private static ConsumerRecord<String, String> sized(long offset, String key, int bytes) {
        return new ConsumerRecord<>(
                "t",
                0,
                offset,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                key.length(),
                bytes,
                key,
                "v",
                new RecordHeaders(),
                Optional.empty());
    }

    private static ConsumerRecord<String, String> message(long offset, String key) {
        return new ConsumerRecord<>("t", 0, offset, key, "v");
    }
}
