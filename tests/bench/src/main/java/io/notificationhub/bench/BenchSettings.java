package io.notificationhub.bench;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is to be measured.
 *
 * @param write whether the tables go into {@code docs/performance.md}
 */
record BenchSettings(Set<Bench> benches, boolean write) {

    /** @throws IllegalArgumentException for an argument that is neither a bench nor {@code --write} */
    static BenchSettings of(String[] arguments) {
        Set<Bench> benches = EnumSet.noneOf(Bench.class);
        boolean write = false;
        for (String argument : arguments) {
            switch (argument) {
                case "relay" -> benches.add(Bench.RELAY);
                case "worker" -> benches.add(Bench.WORKER);
                case "--write" -> write = true;
                default ->
                    throw new IllegalArgumentException(
                            "bench knows relay, worker and --write, not '" + argument + "'.");
            }
        }
        return new BenchSettings(benches.isEmpty() ? EnumSet.allOf(Bench.class) : benches, write);
    }
}
