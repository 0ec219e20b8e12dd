package io.notificationhub.dlqadmin.bulk;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this replica works on bulk jobs.
 *
 * @param poll how often it looks for a job that nobody works on
 * @param lease how long after the last sign of life of a replica its job may be taken by another; longer than any statement takes
 * @param parallelJobs jobs it works on at once
 * @param parallelLetters letters of one job it decides at once, each on a connection of its own: with {@code parallelJobs} times as many the pool
 *     must have some left for operators
 * @param batch letters it reads ahead
 */
@Validated
@ConfigurationProperties("hub.bulk")
record BulkProperties(
        @DefaultValue("1s") Duration poll,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("2") @Min(1) @Max(64) int parallelJobs,
        @DefaultValue("4") @Min(1) @Max(64) int parallelLetters,
        @DefaultValue("200") @Min(1) @Max(10_000) int batch) {}
