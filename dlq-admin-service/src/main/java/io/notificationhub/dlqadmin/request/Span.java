package io.notificationhub.dlqadmin.request;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A stretch of time, {@code to} not included. */
public record Span(Instant from, Instant to) {

    /** The UTC day in which it begins. */
    public LocalDate firstDay() {
        return LocalDate.ofInstant(from, ZoneOffset.UTC);
    }

    /** The UTC day in which it ends. */
    public LocalDate lastDay() {
        return LocalDate.ofInstant(to.minusNanos(1), ZoneOffset.UTC);
    }
}
