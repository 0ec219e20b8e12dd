package io.notificationhub.dlqadmin.letter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ErrorClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dead letters grouped by what went wrong, the largest group first, so that one incident is one row. */
public record Causes(Instant from, Instant to, long totalCount, List<By> by, List<Group> groups) {

    /** What an incident at a vendor has in common. */
    public static final List<By> USUAL = List.of(By.CHANNEL, By.ERROR_CLASS, By.VENDOR, By.VENDOR_CODE);

    /** What letters are grouped by. */
    public enum By {
        CHANNEL("channel", "channel"),
        ERROR_CLASS("errorClass", "error_class"),
        VENDOR("vendor", "vendor"),
        VENDOR_CODE("vendorCode", "vendor_code"),
        TEMPLATE_KEY("templateKey", "template_key"),
        PRODUCER_ID("producerId", "producer_id");

        private final String label;
        private final String column;

        By(String label, String column) {
            this.label = label;
            this.column = column;
        }

        @JsonValue
        public String label() {
            return label;
        }

        String column() {
            return column;
        }
    }

    /**
     * One group. What it is grouped by has a value, or null where its letters have none; the rest is null, unless all letters of the group share
     * it.
     *
     * @param openCount letters that wait for an operator
     * @param templateCount different templates among them
     * @param producerCount different producers among them
     * @param filter names exactly this group to the search and to bulk actions
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Group(
            @Nullable Channel channelType,
            @Nullable ErrorClass errorClass,
            @Nullable String vendor,
            @Nullable String vendorCode,
            @Nullable String templateKey,
            @Nullable String producerId,
            long count,
            long openCount,
            long templateCount,
            long producerCount,
            Instant firstAt,
            Instant lastAt,
            Map<String, String> filter) {}
}
