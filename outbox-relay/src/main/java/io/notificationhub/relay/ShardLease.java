package io.notificationhub.relay;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The shards that this relay owns in one schema, as PostgreSQL advisory locks of the very connection on which it takes rows: when the connection
 * ends, so does the lease, and no row can be taken under a lost one. Relays find each other by a lock that all of them share, and each takes its
 * fair part. Must be used between batches only, when no send is in flight: a shard is given up with nothing of it on the way.
 */
final class ShardLease {
    private static final Logger log = LoggerFactory.getLogger(ShardLease.class);
    private static final int MEMBERSHIP = 1 << 20;
    private static final String JOIN = "SELECT 1 FROM pg_advisory_lock_shared($1, $2)";
    private static final String MEMBERS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            + " AND classid = $1::int::oid AND objid = $2::int::oid AND granted";
    private static final String TAKE =
            "SELECT shard FROM unnest($2::int[]) AS shard WHERE pg_try_advisory_lock($1, shard) LIMIT $3";
    private static final String GIVE = "SELECT pg_advisory_unlock($1, shard) FROM unnest($2::int[]) AS shard";

    /** As many as the bits of a long, in which they are passed on. */
    private static final int SHARDS = 64;

    private final Connection connection;
    private final String schema;
    private final int lockClass;
    private final List<Integer> all;
    private final TreeSet<Integer> owned = new TreeSet<>();
    private long mask;

    ShardLease(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
        CRC32 crc = new CRC32();
        crc.update(("notification-hub.outbox." + schema).getBytes(StandardCharsets.UTF_8));
        this.lockClass = (int) (crc.getValue() & 0x7fffffff);
        this.all = IntStream.range(0, SHARDS).boxed().toList();
    }

    /** Lets the other relays know of this one. */
    Mono<Void> join() {
        return query(connection.createStatement(JOIN).bind("$1", lockClass).bind("$2", MEMBERSHIP), Integer.class)
                .then();
    }

    /** The shards owned now; bit n is shard n. */
    long owned() {
        return mask;
    }

    int size() {
        return owned.size();
    }

    /** Gives up what is more than a fair part, or takes free shards up to it. */
    Mono<Void> rebalance() {
        return query(connection.createStatement(MEMBERS).bind("$1", lockClass).bind("$2", MEMBERSHIP), Long.class)
                .single()
                .flatMap(members -> {
                    int fair = Math.ceilDiv(all.size(), (int) Math.max(1, members));
                    if (owned.size() > fair) {
                        return give(owned.stream().skip(fair).toList());
                    }
                    return owned.size() < fair ? take(fair - owned.size()) : Mono.empty();
                });
    }

    private Mono<Void> take(int count) {
        List<Integer> free =
                all.stream().filter(shard -> !owned.contains(shard)).toList();
        return query(
                        connection
                                .createStatement(TAKE)
                                .bind("$1", lockClass)
                                .bind("$2", array(free))
                                .bind("$3", count),
                        Integer.class)
                .collectList()
                .doOnNext(taken -> {
                    taken.forEach(this::own);
                    if (!taken.isEmpty()) {
                        log.info("{}: took {} shards, owns {}", schema, taken.size(), owned.size());
                    }
                })
                .then();
    }

    private Mono<Void> give(List<Integer> surplus) {
        return query(connection.createStatement(GIVE).bind("$1", lockClass).bind("$2", array(surplus)), Boolean.class)
                .then()
                .doOnSuccess(nothing -> {
                    surplus.forEach(this::disown);
                    log.info("{}: gave {} shards up, owns {}", schema, surplus.size(), owned.size());
                });
    }

    private void own(int shard) {
        owned.add(shard);
        mask |= 1L << shard;
    }

    private void disown(int shard) {
        owned.remove(shard);
        mask &= ~(1L << shard);
    }

    private static Integer[] array(Collection<Integer> shards) {
        return shards.toArray(Integer[]::new);
    }

    private static <T> Flux<T> query(Statement statement, Class<T> type) {
        return Flux.from(statement.execute())
                .flatMap(result -> result.map((row, metadata) -> Optional.ofNullable(row.get(0, type))))
                .flatMap(Mono::justOrEmpty);
    }
}
