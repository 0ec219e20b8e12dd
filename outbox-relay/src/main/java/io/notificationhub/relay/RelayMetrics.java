package io.notificationhub.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Each by schema. Of the whole outbox, and so the same from every relay: {@code hub.outbox.due}, {@code hub.outbox.oldest.age} (seconds), {@code
 * hub.outbox.parked}; NaN if they could not be measured. Of this relay: {@code hub.outbox.shards}, {@code hub.outbox.missing.topics}, {@code hub.outbox.published},
 * {@code hub.outbox.parkings}, {@code hub.outbox.interruptions}, {@code hub.outbox.looks.given.up}.
 */
final class RelayMetrics {
    private static final String DUE = "hub.outbox.due";
    private static final String OLDEST = "hub.outbox.oldest.age";
    private static final String PARKED = "hub.outbox.parked";
    private static final String SHARDS = "hub.outbox.shards";
    private static final String MISSING = "hub.outbox.missing.topics";

    private final MeterRegistry registry;
    private final Map<String, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

    /** Every gauge is there from the start, so that an alert on it never looks at nothing. */
    RelayMetrics(MeterRegistry registry, Collection<String> schemas) {
        this.registry = registry;
        for (String schema : schemas) {
            for (String name : List.of(DUE, OLDEST, PARKED, SHARDS)) {
                gauge(name, schema);
            }
        }
    }

    void backlog(String schema, OutboxTable.Backlog backlog) {
        backlog(schema, (double) backlog.due(), (double) backlog.oldest().toSeconds(), (double) backlog.parked());
    }

    void unknownBacklog(String schema) {
        backlog(schema, Double.NaN, Double.NaN, Double.NaN);
    }

    private void backlog(String schema, double due, double oldest, double parked) {
        gauge(DUE, schema).set(due);
        gauge(OLDEST, schema).set(oldest);
        gauge(PARKED, schema).set(parked);
    }

    void owned(String schema, int shards) {
        gauge(SHARDS, schema).set((double) shards);
    }

    void published(String schema, int rows) {
        registry.counter("hub.outbox.published", "schema", schema).increment(rows);
    }

    void parked(String schema, int rows) {
        registry.counter("hub.outbox.parkings", "schema", schema).increment(rows);
    }

    void missing(String schema, MissingTopics topics) {
        registry.gauge(MISSING, Tags.of("schema", schema), topics, MissingTopics::size);
    }

    void interrupted(String schema) {
        registry.counter("hub.outbox.interruptions", "schema", schema).increment();
    }

    void lookGivenUp(String schema) {
        registry.counter("hub.outbox.looks.given.up", "schema", schema).increment();
    }

    private AtomicReference<Double> gauge(String name, String schema) {
        return gauges.computeIfAbsent(
                name + schema,
                key -> registry.gauge(
                        name, Tags.of("schema", schema), new AtomicReference<>(0.0), AtomicReference::get));
    }
}
