package io.notificationhub.intake.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursRuleTest {

    @ParameterizedTest
    @CsvSource({
        // A window that wraps midnight, both bounds.
        "22:00, 08:00, Asia/Seoul, 2026-03-01T12:59:59Z, false",
        "22:00, 08:00, Asia/Seoul, 2026-03-01T13:00:00Z, true",
        "22:00, 08:00, Asia/Seoul, 2026-03-01T15:00:00Z, true",
        "22:00, 08:00, Asia/Seoul, 2026-03-01T22:59:59Z, true",
        "22:00, 08:00, Asia/Seoul, 2026-03-01T23:00:00Z, false",
        // One that doesn't.
        "12:00, 14:00, Asia/Seoul, 2026-03-01T03:00:00Z, true",
        "12:00, 14:00, Asia/Seoul, 2026-03-01T05:00:00Z, false",
        "12:00, 14:00, Asia/Seoul, 2026-03-01T02:59:59Z, false",
        // Empty.
        "09:00, 09:00, Asia/Seoul, 2026-03-01T00:00:00Z, false",
        // Beside the date line the same instant is another day, but the same rule.
        "22:00, 08:00, Pacific/Kiritimati, 2026-03-01T08:00:00Z, true",
        "22:00, 08:00, Pacific/Kiritimati, 2026-03-01T18:00:00Z, false",
        "22:00, 08:00, Pacific/Pago_Pago, 2026-03-01T09:00:00Z, true",
        "22:00, 08:00, Pacific/Pago_Pago, 2026-03-01T19:00:00Z, false",
        // Half and quarter hours.
        "22:00, 08:00, Asia/Kathmandu, 2026-03-01T16:15:00Z, true",
        "22:00, 08:00, Asia/Kathmandu, 2026-03-01T16:14:59Z, false",
        // The night of 29 February.
        "22:00, 08:00, Asia/Seoul, 2028-02-29T14:00:00Z, true"
    })
    void knowsWhetherItIsQuiet(LocalTime start, LocalTime end, ZoneId zone, Instant at, boolean quiet) {
        assertThat(new QuietHoursRule(start, end, zone).contains(at)).isEqualTo(quiet);
    }

    @ParameterizedTest
    @CsvSource({
        "22:00, 08:00, Asia/Seoul, 2026-03-01T13:00:00Z, 2026-03-01T23:00:00Z",
        "22:00, 08:00, Asia/Seoul, 2026-03-01T22:59:59Z, 2026-03-01T23:00:00Z",
        "12:00, 14:00, Asia/Seoul, 2026-03-01T03:00:00Z, 2026-03-01T05:00:00Z",
        // From 28 to 29 February, and from there to March.
        "22:00, 08:00, Asia/Seoul, 2028-02-28T14:00:00Z, 2028-02-28T23:00:00Z",
        "22:00, 08:00, Asia/Seoul, 2028-02-29T14:00:00Z, 2028-02-29T23:00:00Z",
        // New York springs forward on 8 March 2026 at 02:00: the night is an hour shorter.
        "22:00, 08:00, America/New_York, 2026-03-08T03:00:00Z, 2026-03-08T12:00:00Z",
        // An end inside the gap (02:30 does not exist) is the end of the gap.
        "22:00, 02:30, America/New_York, 2026-03-08T04:00:00Z, 2026-03-08T07:00:00Z",
        "22:00, 02:30, America/New_York, 2026-03-08T06:59:59Z, 2026-03-08T07:00:00Z",
        // It falls back on 1 November 2026 at 02:00: the night is an hour longer.
        "22:00, 08:00, America/New_York, 2026-11-01T03:00:00Z, 2026-11-01T13:00:00Z",
        // An end that comes twice (01:30): the first, unless that is past.
        "22:00, 01:30, America/New_York, 2026-11-01T03:00:00Z, 2026-11-01T05:30:00Z",
        "22:00, 01:30, America/New_York, 2026-11-01T06:10:00Z, 2026-11-01T06:30:00Z",
        "22:00, 08:00, Pacific/Kiritimati, 2026-03-01T08:00:00Z, 2026-03-01T18:00:00Z"
    })
    void knowsWhenItEnds(LocalTime start, LocalTime end, ZoneId zone, Instant at, Instant expected) {
        QuietHoursRule rule = new QuietHoursRule(start, end, zone);

        assertThat(rule.contains(at)).isTrue();
        assertThat(rule.endAfter(at)).isEqualTo(expected);
        assertThat(rule.contains(expected)).as("the end itself").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "22:00, 08:00, Asia/Seoul, 2026-03-01T23:00:00Z, 2026-03-02T13:00:00Z",
        "12:00, 14:00, Asia/Seoul, 2026-03-01T05:00:00Z, 2026-03-02T03:00:00Z",
        "12:00, 14:00, Asia/Seoul, 2026-03-01T00:00:00Z, 2026-03-01T03:00:00Z",
        // Open for a minute a day.
        "09:37, 09:36, UTC, 2026-03-01T09:36:00Z, 2026-03-01T09:37:00Z",
        // A start inside the gap.
        "02:30, 08:00, America/New_York, 2026-03-08T05:00:00Z, 2026-03-08T07:00:00Z"
    })
    void knowsWhenItBeginsAgain(LocalTime start, LocalTime end, ZoneId zone, Instant at, Instant expected) {
        QuietHoursRule rule = new QuietHoursRule(start, end, zone);

        assertThat(rule.startAfter(at)).isEqualTo(expected);
        assertThat(rule.contains(expected)).as("the start itself").isTrue();
        assertThat(rule.contains(expected.minusSeconds(1))).as("just before").isFalse();
    }
}
