package io.notificationhub.dlqadmin.statistics;

import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Which counting of the topics the numbers come from. The first replica that is configured with a higher generation empties the tables; its
 * consumer groups, which have the generation in their names, begin at the beginning of the topics. A replica that still has the lower one
 * counts nothing any more.
 */
@Component
class Generation {
    private static final Logger log = LoggerFactory.getLogger(Generation.class);
    private static final String RAISE = """
            UPDATE projection SET generation = :generation WHERE name = 'statistics' AND generation < :generation
            """;

    private final DatabaseClient database;
    private final StatisticsProperties properties;
    private final Mono<Void> begun;

    Generation(DatabaseClient database, TransactionalOperator transaction, StatisticsProperties properties) {
        this.database = database;
        this.properties = properties;
        // A success is remembered, a failure is tried again by whoever comes next.
        this.begun = transaction
                .transactional(raise())
                .cacheInvalidateIf(ignored -> false)
                .then();
    }

    int number() {
        return properties.generation();
    }

    /** Completes once this generation's counting may begin. */
    Mono<Void> begun() {
        return begun;
    }

    private Mono<Boolean> raise() {
        return database.sql(RAISE)
                .bind("generation", number())
                .fetch()
                .rowsUpdated()
                .flatMap(raised -> raised == 1 ? forget().thenReturn(true) : Mono.just(false));
    }

    private Mono<Void> forget() {
        LocalDate from = properties.countFrom() == null ? LocalDate.EPOCH : properties.countFrom();
        log.info("Deliveries since {} are counted again: generation {}", from, number());
        return database.sql("TRUNCATE counted_event, delivery_minute, recent_failure")
                .then()
                .then(database.sql("DELETE FROM delivery_stats WHERE day >= :from")
                        .bind("from", from)
                        .then());
    }
}
