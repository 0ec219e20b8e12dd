package io.notificationhub.intake.decide;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A daily window {@code [start, end)} on the wall clock of a zone; wraps midnight when {@code start} is after {@code end}, and is empty when both
 * are the same. Wall-clock times that a DST change skips or repeats are resolved as {@link ZonedDateTime} does: a skipped end moves to the end of
 * the gap, a repeated end means its first occurrence.
 */
record QuietHoursRule(LocalTime start, LocalTime end, ZoneId zone) {

    boolean contains(Instant instant) {
        LocalTime time = LocalTime.ofInstant(instant, zone);
        if (start.equals(end)) {
            return false;
        }
        return start.isBefore(end)
                ? !time.isBefore(start) && time.isBefore(end)
                : !time.isBefore(start) || time.isBefore(end);
    }

    /** When the window that contains {@code instant} ends. */
    Instant endAfter(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        LocalDate day = local.toLocalTime().isBefore(end)
                ? local.toLocalDate()
                : local.toLocalDate().plusDays(1);
        Instant ends = ZonedDateTime.of(day, end, zone).toInstant();
        // In an overlap the wall clock shows the window twice; its first end may already be past.
        return ends.isAfter(instant)
                ? ends
                : ZonedDateTime.of(day, end, zone).withLaterOffsetAtOverlap().toInstant();
    }
}
