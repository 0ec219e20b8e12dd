package io.notificationhub.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code hub.outbox.due}, {@code hub.outbox.oldest.age} (seconds), {@code hub.outbox.parked}, {@code hub.outbox.published}, {@code
 * hub.outbox.parkings}, {@code hub.outbox.interruptions}; each by schema.
 */
final class RelayMetrics {
    private final MeterRegistry registry;
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();

    RelayMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void backlog(String schema, OutboxTable.Backlog backlog) {
        gauge("hub.outbox.due", schema).set(backlog.due());
        gauge("hub.outbox.oldest.age", schema).set(backlog.oldest().toSeconds());
        gauge("hub.outbox.parked", schema).set(backlog.parked());
    }

    void published(String schema, int rows) {
        registry.counter("hub.outbox.published", "schema", schema).increment(rows);
    }

    void parked(String schema) {
        registry.counter("hub.outbox.parkings", "schema", schema).increment();
    }

    void interrupted(String schema) {
        registry.counter("hub.outbox.interruptions", "schema", schema).increment();
    }

    private AtomicLong gauge(String name, String schema) {
        return gauges.computeIfAbsent(
                name + schema, key -> registry.gauge(name, Tags.of("schema", schema), new AtomicLong()));
    }
}
