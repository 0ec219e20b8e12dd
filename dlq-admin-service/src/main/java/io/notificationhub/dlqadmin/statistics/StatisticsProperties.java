package io.notificationhub.dlqadmin.statistics;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How deliveries are counted.
 *
 * @param generation raised by one, everything is forgotten and counted again from the beginning of the topics
 * @param countFrom what ended before this UTC day is neither forgotten nor counted; for when the topics don't reach back to the beginning
 * @param noDoublesWithin how long it is remembered what was counted; as long as a worker may repeat a result
 * @param keepMinutes how long the minutes of the live charts are kept
 * @param keepFailures how long a recent failure is kept; also the longest that a dead letter may come after a success of its attempt
 * @param mostFailures how many recent failures are kept
 * @param trimEvery how often what is over is deleted
 */
@Validated
@ConfigurationProperties("hub.statistics")
record StatisticsProperties(
        @DefaultValue("1") @Min(1) int generation,
        @Nullable LocalDate countFrom,
        @DefaultValue("24h") Duration noDoublesWithin,
        @DefaultValue("24h") Duration keepMinutes,
        @DefaultValue("7d") Duration keepFailures,
        @DefaultValue("10000") @Min(100) @Max(1_000_000) int mostFailures,
        @DefaultValue("1m") Duration trimEvery) {

    boolean counts(Instant at) {
        return countFrom == null || !LocalDate.ofInstant(at, ZoneOffset.UTC).isBefore(countFrom);
    }
}
