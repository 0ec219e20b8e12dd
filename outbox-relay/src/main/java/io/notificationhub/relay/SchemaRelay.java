package io.notificationhub.relay;

import io.r2dbc.spi.Connection;
import java.time.Clock;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Relays one schema's outbox, on one connection at a time. Dies without a trace: rows whose transaction did not commit are there for the next
 * relay at once.
 */
final class SchemaRelay {
    private final RelayProperties.Source source;
    private final RelayProperties properties;
    private final DatabaseLine database;
    private final KafkaSink kafka;
    private final MissingTopics missing;
    private final Clock clock;
    private final RelayMetrics metrics;
    private final Interruptions interruptions;

    SchemaRelay(
            RelayProperties.Source source,
            RelayProperties properties,
            DatabaseLine database,
            KafkaSink kafka,
            Clock clock,
            RelayMetrics metrics) {
        this.source = source;
        this.properties = properties;
        this.database = database;
        this.kafka = kafka;
        this.missing = new MissingTopics(properties.refusalBackoff(), properties.topicPatience());
        this.clock = clock;
        this.metrics = metrics;
        metrics.missing(source.schema(), missing);
        this.interruptions = new Interruptions(source.schema(), metrics);
    }

    /** Relays until the signal, and ends after the turn in work. A failure of the database or of Kafka is waited out. */
    Mono<Void> run(StopSignal stop) {
        return Flux.usingWhen(database.open(), connection -> session(connection, stop), database::close)
                .then()
                .onErrorResume(error -> {
                    interruptions.note(error);
                    return stop.pause(properties.reconnectAfter());
                })
                .repeat(() -> !stop.isGiven())
                .then();
    }

    private Flux<Void> session(Connection connection, StopSignal stop) {
        ShardLease lease = new ShardLease(connection, source.schema());
        OutboxTable outbox = new OutboxTable(connection, source.schema());
        RelaySession session =
                new RelaySession(source, properties, outbox, lease, kafka, missing, clock, metrics, interruptions);
        // A turn that never ends has lost its server without being told.
        return outbox.prepare()
                .then(lease.join())
                .doOnSuccess(nothing -> interruptions.over())
                .thenMany(Mono.defer(session::turn)
                        .timeout(properties.longestTurn())
                        .repeat(() -> !stop.isGiven()))
                .doFinally(signal -> metrics.owned(source.schema(), 0));
    }
}
