package io.notificationhub.intake.attempt;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When an attempt without a result is looked after.
 *
 * @param limit how long after its last hand-over
 * @param interval how often the sweep looks
 * @param republish how often one round is published again before its attempt ends on the desk: a record that no worker can read never has a result
 * @param batch most attempts of a topic in one sweep
 * @param kafkaTimeout longest wait for an answer of Kafka
 */
@Validated
@ConfigurationProperties("hub.stuck-attempts")
public record StuckPolicy(
        @DefaultValue("15m") Duration limit,
        @DefaultValue("1m") Duration interval,
        @DefaultValue("3") @Min(0) int republish,
        @DefaultValue("500") @Min(1) int batch,
        @DefaultValue("5s") Duration kafkaTimeout) {}
