package io.notificationhub.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.ProfileChanged;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Relays own shards: a key that changed its shard would lose its order. */
class ShardTest {

    @ParameterizedTest
    @CsvSource({"recipient-1, 61", "recipient-2, 62", "'', 0", "한글, 36"})
    void aKeysShardIsForEver(String key, int shard) {
        assertThat(shard(key)).isEqualTo(shard);
    }

    @Test
    void everyKeyHasOneShardOf64AndKeysAreSpreadOverAll() {
        long seed = RandomGenerator.getDefault().nextLong();
        Random random = new Random(seed);

        Map<Integer, Long> keys = IntStream.range(0, 64_000)
                .mapToObj(i -> new UUID(random.nextLong(), random.nextLong()).toString())
                .peek(key -> assertThat(shard(key)).as(key).isBetween(0, 63).isEqualTo(shard(key)))
                .collect(Collectors.groupingBy(ShardTest::shard, Collectors.counting()));

        assertThat(keys).as("seed %s", seed).hasSize(64);
        assertThat(keys.values())
                .as("seed %s", seed)
                .allSatisfy(count -> assertThat(count).isBetween(700L, 1_300L));
    }

    @Test
    void aKeyWhoseHashIsTheLeastNumberHasAShardToo() {
        String key = "polygenelubricants";
        assertThat(key.hashCode()).isEqualTo(Integer.MIN_VALUE);
        assertThat(shard(key)).isBetween(0, 63);
    }

    private static int shard(String key) {
        ProfileChanged event = new ProfileChanged(
                key,
                1,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Instant.EPOCH);
        return OutboxRow.of(new UUID(0, 0), event, null, Instant.EPOCH, Instant.EPOCH)
                .shard();
    }
}
