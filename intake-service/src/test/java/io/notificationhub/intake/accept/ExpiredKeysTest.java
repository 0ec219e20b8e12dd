package io.notificationhub.intake.accept;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.intake.IntakeTest;
import io.notificationhub.testkit.SharedInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ExpiredKeysTest extends IntakeTest {

    @Test
    void keysPastTheirLifeAreDeletedInSmallBatchesAndLiveOnesStay() {
        String mine = "expiry-" + recipient;
        insert(mine + "-old", 7, NOON.minus(Duration.ofMinutes(3)));
        insert(mine + "-just", 3, NOON.minusSeconds(30));
        insert(mine + "-live", 2, NOON.plus(Duration.ofHours(1)));
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        KeyExpiry expiry = new KeyExpiry(Duration.ofMinutes(1), Duration.ofMinutes(2), 3);
        ExpiredKeys first = new ExpiredKeys(database, expiry, clock, metrics);
        ExpiredKeys second = new ExpiredKeys(database, expiry, clock, metrics);

        Mono.when(first.delete(), second.delete()).block();

        assertThat(count("idempotency_key WHERE producer_id = '" + mine + "-old'"))
                .isZero();
        assertThat(count("idempotency_key WHERE producer_id = '" + mine + "-just'"))
                .isEqualTo(3);
        assertThat(count("idempotency_key WHERE producer_id = '" + mine + "-live'"))
                .isEqualTo(2);
        assertThat(metrics.counter("hub.idempotency.expired").count()).isGreaterThanOrEqualTo(7);
    }

    /** As a dump does: what is deleted meanwhile stays in the index. */
    @Test
    void whileASnapshotIsHeldNoBatchStepsOverWhatTheOthersDeleted() throws SQLException {
        try (Connection snapshot =
                        DriverManager.getConnection(SharedInfrastructure.get().jdbcUrl(), "intake", "intake");
                Statement holding = snapshot.createStatement()) {
            snapshot.setAutoCommit(false);
            snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            holding.execute("SELECT FROM idempotency_key");
            int batches = 30;
            for (int i = 0; i < batches; i++) {
                insert("held-" + recipient + i, 100, NOON.minus(Duration.ofMinutes(60 - i)));
            }
            database.sql("ANALYZE idempotency_key").fetch().rowsUpdated().block();
            long before = entriesRead();

            new ExpiredKeys(
                            database,
                            new KeyExpiry(Duration.ofMinutes(1), Duration.ofMinutes(2), 100),
                            clock,
                            new SimpleMeterRegistry())
                    .delete()
                    .block();

            assertThat(count("idempotency_key WHERE producer_id LIKE 'held-" + recipient + "%'"))
                    .isZero();
            // The index counts a second later at most.
            await().until(() -> entriesRead() - before >= 100L * batches);
            assertThat(entriesRead() - before).isLessThan(300L * batches);
        }
    }

    private long entriesRead() {
        return requireNonNull(database.sql(
                        "SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'idempotency_key_expiry'")
                .map(row -> requireNonNull(row.get(0, Long.class)))
                .one()
                .block());
    }

    private void insert(String producer, int rows, Instant expiresAt) {
        database.sql("""
                        INSERT INTO idempotency_key (producer_id, key, fingerprint, notification_id, expires_at)
                        SELECT $1, 'k' || i, 'f', gen_random_uuid(), $2 FROM generate_series(1, $3) AS i
                        """)
                .bind(0, producer)
                .bind(1, expiresAt.atOffset(ZoneOffset.UTC))
                .bind(2, rows)
                .fetch()
                .rowsUpdated()
                .block();
    }
}
