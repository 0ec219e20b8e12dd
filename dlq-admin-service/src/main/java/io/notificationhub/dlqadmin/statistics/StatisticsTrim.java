package io.notificationhub.dlqadmin.statistics;

import io.notificationhub.dlqadmin.sql.Columns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deletes what the statistics, and letters that come late, need no longer. Replicas may do it at the same time. */
@Component
final class StatisticsTrim implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(StatisticsTrim.class);

    private final DatabaseClient database;
    private final StatisticsProperties properties;
    private final Clock clock;
    private Disposable running = Disposables.disposed();

    StatisticsTrim(DatabaseClient database, StatisticsProperties properties, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = Flux.interval(properties.trimEvery())
                .onBackpressureDrop()
                .concatMap(tick -> trim().onErrorResume(error -> {
                    log.warn("Old statistics stay for now: {}", error.toString());
                    return Mono.empty();
                }))
                .subscribe();
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }

    Mono<Void> trim() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return delete("DELETE FROM counted_event WHERE counted_at < :before", now, properties.noDoublesWithin())
                    .then(delete("DELETE FROM delivery_minute WHERE minute < :before", now, properties.keepMinutes()))
                    .then(delete("DELETE FROM recent_failure WHERE at < :before", now, properties.keepFailures()))
                    .then(delete(
                            "DELETE FROM failed_attempt WHERE failed_at < :before", now, properties.keepFailures()))
                    .then(database.sql("""
                                    DELETE FROM recent_failure WHERE at < (
                                        SELECT at FROM recent_failure ORDER BY at DESC OFFSET :most LIMIT 1)
                                    """)
                            .bind("most", properties.mostFailures())
                            .then());
        });
    }

    private Mono<Void> delete(String sql, Instant now, Duration age) {
        return database.sql(sql).bind("before", Columns.utc(now.minus(age))).then();
    }
}
