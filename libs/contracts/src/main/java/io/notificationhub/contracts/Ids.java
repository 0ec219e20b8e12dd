package io.notificationhub.contracts;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Makes identifiers. */
@FunctionalInterface
public interface Ids {
    UUID next();

    /**
     * UUID version 7 (RFC 9562): ordered by the clock's millisecond, and strictly increasing within this source even if the clock steps
     * back.
     */
    static Ids uuid7(Clock clock, RandomGenerator random) {
        LongSupplier bits = random::nextLong;
        TimeOrderedEpochFactory factory = TimeOrderedEpochFactory.builder()
                // The factory alone forgives a step back of a second only.
                .withClock(new ForwardClock(clock))
                .withRandomFunction(bits)
                .build();
        return factory::create;
    }

    /** The smallest id of version 7 of this millisecond: none that was made earlier is as large. A time before 1970 counts as 1970. */
    static UUID floor(Instant millisecond) {
        return new UUID(Math.max(0, millisecond.toEpochMilli()) << 16, 0);
    }

    /** When an id of version 7 was made, to the millisecond. */
    static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
