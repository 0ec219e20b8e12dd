package io.notificationhub.simulator;

import java.util.random.RandomGenerator;

/** The only source of randomness in the simulator, so that a run can be repeated from its seed. */
interface Chance {
    /** True with the given probability; 0 never and 1 always, without a draw. */
    boolean hit(double probability);

    /** Uniform in 0 to max, both included. */
    long upTo(long max);

    /** Draws from one generator, one thread at a time. */
    static Chance of(RandomGenerator random) {
        return new Chance() {
            @Override
            public synchronized boolean hit(double probability) {
                return probability >= 1 || (probability > 0 && random.nextDouble() < probability);
            }

            @Override
            public synchronized long upTo(long max) {
                return max <= 0 ? 0 : random.nextLong(max + 1);
            }
        };
    }
}
