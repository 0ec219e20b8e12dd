package io.notificationhub.relay;

import io.notificationhub.relay.KafkaSink.Sent;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Relays one schema's outbox, turn by turn, on one connection: take the oldest due rows in a transaction, send them, wait for all
 * acknowledgements, commit. Dies without a trace: rows whose transaction did not commit are there for the next relay at once.
 */
final class SchemaRelay {
    private static final Logger log = LoggerFactory.getLogger(SchemaRelay.class);
    private static final int SHARDS = 64;

    private final RelayProperties.Source source;
    private final RelayProperties properties;
    private final ConnectionFactory connections;
    private final KafkaSink kafka;
    private final Clock clock;
    private final RelayMetrics metrics;

    SchemaRelay(
            RelayProperties.Source source,
            RelayProperties properties,
            ConnectionFactory connections,
            KafkaSink kafka,
            Clock clock,
            RelayMetrics metrics) {
        this.source = source;
        this.properties = properties;
        this.connections = connections;
        this.kafka = kafka;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Relays until {@code stopping}, and ends after the turn in work. A failure of the database or of Kafka is waited out. */
    Mono<Void> run(BooleanSupplier stopping) {
        return Flux.usingWhen(connections.create(), connection -> session(connection, stopping), Connection::close)
                .then()
                .onErrorResume(error -> {
                    metrics.interrupted(source.schema());
                    log.warn("Relaying {} is interrupted: {}", source.schema(), error.toString());
                    return Mono.delay(properties.reconnectAfter()).then();
                })
                .repeat(() -> !stopping.getAsBoolean())
                .then();
    }

    private Flux<Integer> session(Connection connection, BooleanSupplier stopping) {
        OutboxTable outbox = new OutboxTable(connection, source.schema());
        ShardLease lease = new ShardLease(connection, source.schema(), SHARDS);
        Turns turns = new Turns(outbox, lease);
        return lease.join().thenMany(Mono.defer(turns::next).repeat(() -> !stopping.getAsBoolean()));
    }

    /** The turns of one session. */
    private final class Turns {
        private final OutboxTable outbox;
        private final ShardLease lease;
        private final Every rebalancing = new Every(properties.leaseInterval());
        private final Every measuring = new Every(properties.gaugeInterval());

        Turns(OutboxTable outbox, ShardLease lease) {
            this.outbox = outbox;
            this.lease = lease;
        }

        Mono<Integer> next() {
            Instant now = clock.instant();
            return rebalance().then(measure(now)).then(Mono.defer(() -> relay(now)));
        }

        private Mono<Void> rebalance() {
            return rebalancing.isDue() ? lease.rebalance() : Mono.empty();
        }

        private Mono<Void> measure(Instant now) {
            return measuring.isDue()
                    ? outbox.backlog(now)
                            .doOnNext(backlog -> metrics.backlog(source.schema(), backlog))
                            .then()
                    : Mono.empty();
        }

        private Mono<Integer> relay(Instant now) {
            return outbox.anyDue(now, lease.owned())
                    .flatMap(any -> any ? batch(now) : Mono.just(0))
                    .flatMap(sent -> sent > 0
                            ? Mono.just(sent)
                            : Mono.delay(source.idlePoll()).thenReturn(0));
        }

        private Mono<Integer> batch(Instant now) {
            Mono<Integer> transfer = outbox.takeDue(now, lease.owned(), properties.batchSize())
                    .flatMap(rows -> kafka.send(rows, source.service()).flatMap(this::settle));
            return outbox.begin()
                    .then(transfer)
                    .flatMap(sent -> outbox.commit().thenReturn(sent))
                    .onErrorResume(error -> outbox.rollback().then(Mono.error(error)));
        }

        /** Keeps what Kafka took out of the table; what it refused goes back to wait, or is parked; if Kafka is down, nothing happened. */
        private Mono<Integer> settle(List<Sent> sends) {
            List<Sent> failed =
                    sends.stream().filter(sent -> !sent.isAcknowledged()).toList();
            int acknowledged = sends.size() - failed.size();
            if (acknowledged == 0 && !failed.isEmpty() && failed.stream().allMatch(Sent::mayPass)) {
                return Mono.error(new KafkaUnavailable(failed.getFirst()));
            }
            metrics.published(source.schema(), acknowledged);
            return Flux.fromIterable(failed).concatMap(this::keep).then(Mono.just(sends.size()));
        }

        private Mono<Void> keep(Sent refused) {
            DueRow row = refused.row();
            Instant now = clock.instant();
            String error = String.valueOf(refused.error());
            if (row.failures() + 1 < properties.refusals()) {
                log.warn("{} refused, {}. time: {}", row.id(), row.failures() + 1, error);
                return outbox.putBack(row, now.plus(properties.refusalBackoff()));
            }
            log.error("{} for {} is parked, rows behind it overtake: {}", row.id(), row.topic(), error);
            metrics.parked(source.schema());
            return outbox.park(row, error, now);
        }
    }

    /** Kafka took nothing of a batch; it waits. */
    private static final class KafkaUnavailable extends RuntimeException {
        KafkaUnavailable(Sent first) {
            super("Kafka took no row: " + first.error(), first.error(), false, false);
        }
    }
}
