package io.notificationhub.intake.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.intake.IntakeTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "Accepted" that is never followed by "received". */
class SilentVendorsTest extends IntakeTest {
    /** Later than what any other test makes. */
    private static final Instant THEN = Instant.parse("2200-03-02T03:00:00Z");

    private static final Duration IN_TIME = Duration.ofMinutes(30);
    private static final Duration TOO_FRESH = Duration.ofMinutes(5);
    private static final Duration TOO_OLD = Duration.ofMinutes(70);

    private final Random random = new Random(7);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    /** A gauge doesn't keep what it tells of from being collected. */
    private final List<SilentVendors> looking = new ArrayList<>();

    @BeforeEach
    void forget() {
        database.sql("DELETE FROM attempt WHERE id >= $1")
                .bind(0, new UUID(THEN.minus(Duration.ofDays(1)).toEpochMilli() << 16, 0))
                .fetch()
                .rowsUpdated()
                .block();
        clock.set(THEN);
    }

    @Test
    void aVendorThatAcceptsAndNeverReportsIsTold() {
        accepted("twilio", 20, "NONE", IN_TIME);
        accepted("nhn", 19, "NONE", IN_TIME);
        accepted("ses", 15, "NONE", IN_TIME);
        accepted("ses", 5, "DELIVERED", IN_TIME);
        accepted("fcm", 50, "NONE", IN_TIME);

        look();

        assertThat(silent("twilio")).isEqualTo(1);
        assertThat(silent("nhn")).as("too few to judge").isZero();
        assertThat(silent("ses")).isZero();
        assertThat(missing("ses")).isEqualTo(0.75);
        assertThat(metrics.find("hub.receipts.silent").tag("vendor", "fcm").gauge())
                .as("promises none")
                .isNull();
    }

    @Test
    void whatIsTooFreshOrTooOldDoesNotCount() {
        accepted("twilio", 30, "NONE", TOO_FRESH);
        accepted("nhn", 30, "NONE", TOO_OLD);

        look();

        assertThat(silent("twilio")).isZero();
        assertThat(silent("nhn")).isZero();
    }

    @Test
    void aFailureIsAReceiptToo() {
        accepted("twilio", 30, "FAILED", IN_TIME);

        look();

        assertThat(silent("twilio")).isZero();
        assertThat(missing("twilio")).isZero();
    }

    /** Where few messages promise a receipt, all of a busy hour would be read for them every minute. */
    @Test
    void noMoreMessagesAreReadThanAllowed() {
        accepted("twilio", 20, "NONE", IN_TIME);
        accepted("fcm", 30, "NONE", IN_TIME.minusMinutes(10));

        look(49);
        assertThat(silent("twilio")).isZero();
        metrics.clear();
        look(50);
        assertThat(silent("twilio")).isEqualTo(1);
    }

    private void look() {
        look(100_000);
    }

    private void look(int among) {
        ReceiptWatch watch = new ReceiptWatch(
                Duration.ofDays(1),
                Set.of("twilio", "nhn", "ses"),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                20,
                5_000,
                among);
        SilentVendors vendors = new SilentVendors(database, watch, clock, metrics);
        looking.add(vendors);
        vendors.look().block();
    }

    private double silent(String vendor) {
        return metrics.get("hub.receipts.silent").tag("vendor", vendor).gauge().value();
    }

    private double missing(String vendor) {
        return metrics.get("hub.receipts.missing").tag("vendor", vendor).gauge().value();
    }

    private void accepted(String vendor, int count, String receipt, Duration ago) {
        long time = THEN.minus(ago).toEpochMilli();
        for (int i = 0; i < count; i++) {
            database.sql("""
                            INSERT INTO attempt (id, notification_id, channel, status, round, retry_count, address_masked, message,
                                vendor, receipt, created_at)
                            VALUES ($1, $1, 'SMS', 'SUCCEEDED', 1, 0, '', '', $2, $3, now())""")
                    .bind(0, new UUID(time << 16 | 0x7000 | random.nextInt(0x1000), random.nextLong()))
                    .bind(1, vendor)
                    .bind(2, receipt)
                    .fetch()
                    .rowsUpdated()
                    .block();
        }
    }
}
