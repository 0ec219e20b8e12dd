package io.notificationhub.faults;

import io.notificationhub.testkit.HubStack;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * A running stack, and what is needed to break and to observe it.
 *
 * @param gateway as a producer calls it
 */
record Bench(HubStack stack, Parts parts, JsonHttp gateway, Vendors vendors, HubRecords records, Clock clock) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    static Bench of(HubStack stack, Clock clock) {
        JsonHttp operator = new JsonHttp(stack.gateway(), LIMIT, Map.of("X-Admin-Token", "local-admin"));
        return new Bench(
                stack,
                new Parts(stack.command()),
                new JsonHttp(stack.gateway(), LIMIT, Map.of("X-Api-Key", "local-producer")),
                new Vendors(new JsonHttp(stack.simulator(), Duration.ofSeconds(60), Map.of())),
                new HubRecords(stack.port(15432), operator),
                clock);
    }
}
