package io.notificationhub.delivery.worker;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How vendors are asked what became of messages. Only some can be asked.
 *
 * @param firstAfter the first question after the message was accepted; the waits between further ones are as long as the message is old
 * @param longestWait but no longer than this
 * @param giveUpAfter a message that is older is asked about no more
 * @param perSecond most questions a second of this worker
 */
@Validated
@ConfigurationProperties("hub.delivery.receipts")
record ReceiptProperties(
        @DefaultValue("5s") Duration firstAfter,
        @DefaultValue("10m") Duration longestWait,
        @DefaultValue("72h") Duration giveUpAfter,
        @DefaultValue("200") @Min(4) int perSecond) {

    /** How old a message is when it is asked about again decides how soon that is. */
    Duration wait(Duration age) {
        if (age.compareTo(firstAfter) < 0) {
            return firstAfter;
        }
        return age.compareTo(longestWait) > 0 ? longestWait : age;
    }
}
