package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.dlqadmin.request.Query;
import io.notificationhub.dlqadmin.sql.Columns;
import io.notificationhub.dlqadmin.sql.Criteria;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; what is null doesn't restrict.
 *
 * @param from earliest time of exhaustion
 * @param to time of exhaustion must be before
 */
public record Filter(
        @Nullable Channel channel,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable ErrorClass errorType,
        @Nullable String vendorCode,
        @Nullable String recipientId,
        @Nullable String templateKey,
        @Nullable String vendor,
        @Nullable String producerId,
        Set<Lack> without) {
    private static final List<String> NAMES = List.of(
            "channel",
            "from",
            "to",
            "errorType",
            "vendorCode",
            "recipientId",
            "templateKey",
            "vendor",
            "producerId",
            "without");
    private static final int LONGEST_TEXT = 128;

    public static final Filter ALL = new Filter(null, null, null, null, null, null, null, null, null, Set.of());

    /** What a letter may lack; so a group of letters that have none of it can be named too. */
    public enum Lack {
        VENDOR("vendor", "vendor IS NULL"),
        VENDOR_CODE("vendorCode", "vendor_code IS NULL"),
        TEMPLATE_KEY("templateKey", "template_key IS NULL");

        private final String label;
        private final String sql;

        Lack(String label, String sql) {
            this.label = label;
            this.sql = sql;
        }

        public String label() {
            return label;
        }
    }

    /** The names of the filter's parameters, and more that stand beside them. */
    public static String[] names(String... more) {
        return Stream.concat(NAMES.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    public static Filter of(Query query) {
        Filter filter = new Filter(
                query.choice("channel", Channel.class),
                query.start("from"),
                query.end("to"),
                query.choiceInAnyCase("errorType", ErrorClass.class),
                query.text("vendorCode", LONGEST_TEXT),
                query.text("recipientId", LONGEST_TEXT),
                query.text("templateKey", LONGEST_TEXT),
                query.text("vendor", LONGEST_TEXT),
                query.text("producerId", LONGEST_TEXT),
                Set.copyOf(query.choices("without", Lack::label, Lack.class)));
        query.ordered("from", filter.from, "to", filter.to);
        return filter;
    }

    public Criteria criteria() {
        // What names the fewest letters first.
        Criteria criteria = new Criteria()
                .is("recipient_id", "recipientId", recipientId)
                .is("vendor_code", "vendorCode", vendorCode)
                .is("template_key", "templateKey", templateKey)
                .is("producer_id", "producerId", producerId)
                .is("vendor", "vendor", vendor)
                .is("channel", "channel", channel == null ? null : channel.name())
                .is("error_class", "errorType", errorType == null ? null : errorType.name())
                .and("exhausted_at >= :from", "from", from == null ? null : Columns.utc(from))
                .and("exhausted_at < :to", "to", to == null ? null : Columns.utc(to));
        without.forEach(lack -> criteria.and(lack.sql));
        return criteria;
    }

    /** Those that meet the filter and wait for an operator. */
    public Criteria open() {
        return criteria().and("status = 'EXHAUSTED'");
    }
}
