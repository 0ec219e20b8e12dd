package io.notificationhub.contracts;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import java.time.Clock;
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
}
