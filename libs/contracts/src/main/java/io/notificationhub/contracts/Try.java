package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One round of an attempt as history shows it.
 *
 * @param calls how often a vendor was called in it; null if nobody knows
 */
public record Try(
        int round,
        Instant at,
        String outcome,
        @Nullable String vendorCode,
        @Nullable String reason,
        @Nullable Integer calls) {
    public Try {
        requireNonNull(at, "at");
        requireNonNull(outcome, "outcome");
    }
}
