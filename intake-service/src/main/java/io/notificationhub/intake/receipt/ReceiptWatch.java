package io.notificationhub.intake.receipt;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The watch over vendors that should send receipts.
 *
 * @param interval how often it looks
 * @param vendors that promise receipts
 * @param patience how long a receipt may take
 * @param window how far it looks back
 * @param minimum accepted messages without which silence means nothing
 * @param sample most messages it judges by
 * @param among how many of all channels' messages it looks for them among, the newest; a vendor that has fewer than the minimum there is not judged
 */
@Validated
@ConfigurationProperties("hub.receipt-watch")
record ReceiptWatch(
        @DefaultValue("1m") Duration interval,
        @DefaultValue({"twilio", "nhn", "ses"}) Set<String> vendors,
        @DefaultValue("10m") Duration patience,
        @DefaultValue("1h") Duration window,
        @DefaultValue("20") @Min(1) int minimum,
        @DefaultValue("5000") @Min(1) int sample,
        @DefaultValue("100000") @Min(1) int among) {}
