package io.notificationhub.intake.decide;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * A daily window {@code [start, end)} on the wall clock of a zone; wraps midnight when {@code start} is after {@code end}, and is empty when both
 * are the same. An end that a DST change skips moves to the end of the gap, since the wall clock is past it there; a repeated one means its first occurrence.
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
        Instant ends = on(day, end);
        // In an overlap the wall clock shows the window twice; its first end may already be past.
        return ends.isAfter(instant)
                ? ends
                : ZonedDateTime.of(day, end, zone).withLaterOffsetAtOverlap().toInstant();
    }

    /** When the next window after {@code instant} begins. */
    Instant startAfter(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        LocalDate day = local.toLocalTime().isBefore(start)
                ? local.toLocalDate()
                : local.toLocalDate().plusDays(1);
        return on(day, start);
    }

    private Instant on(LocalDate day, LocalTime time) {
        LocalDateTime wallClock = day.atTime(time);
        ZoneOffsetTransition change = zone.getRules().getTransition(wallClock);
        return change != null && change.isGap()
                ? change.getInstant()
                : wallClock.atZone(zone).toInstant();
    }
}
