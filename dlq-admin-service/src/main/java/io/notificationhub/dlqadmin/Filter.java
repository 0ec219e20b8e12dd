package io.notificationhub.dlqadmin;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ErrorClass;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; what is null doesn't restrict.
 *
 * @param from earliest time of exhaustion
 * @param to time of exhaustion must be before
 */
record Filter(
        @Nullable Channel channel,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable ErrorClass errorType,
        @Nullable String vendorCode,
        @Nullable String recipientId,
        @Nullable String templateKey) {
    private static final List<String> NAMES =
            List.of("channel", "from", "to", "errorType", "vendorCode", "recipientId", "templateKey");
    private static final int LONGEST_TEXT = 128;

    static final Filter ALL = new Filter(null, null, null, null, null, null, null);

    /** The names of the filter's parameters, and more that stand beside them. */
    static String[] names(String... more) {
        return Stream.concat(NAMES.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    static Filter of(Query query) {
        Filter filter = new Filter(
                query.choice("channel", Channel.class),
                query.instant("from"),
                query.instant("to"),
                query.choiceInAnyCase("errorType", ErrorClass.class),
                query.text("vendorCode", LONGEST_TEXT),
                query.text("recipientId", LONGEST_TEXT),
                query.text("templateKey", LONGEST_TEXT));
        query.ordered("from", filter.from, "to", filter.to);
        return filter;
    }

    Criteria criteria() {
        return new Criteria()
                .and("channel = :channel", "channel", channel == null ? null : channel.name())
                .and("exhausted_at >= :from", "from", from == null ? null : Columns.utc(from))
                .and("exhausted_at < :to", "to", to == null ? null : Columns.utc(to))
                .and("error_class = :errorType", "errorType", errorType == null ? null : errorType.name())
                .and("vendor_code = :vendorCode", "vendorCode", vendorCode)
                .and("recipient_id = :recipientId", "recipientId", recipientId)
                .and("template_key = :templateKey", "templateKey", templateKey);
    }

    /** Those that meet the filter and wait for an operator. */
    Criteria open() {
        return criteria().and("status = 'EXHAUSTED'");
    }
}
