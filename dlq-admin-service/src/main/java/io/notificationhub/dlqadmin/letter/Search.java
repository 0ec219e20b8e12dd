package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.Ids;
import io.notificationhub.dlqadmin.sql.Criteria;
import io.notificationhub.dlqadmin.sql.Criteria.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The letters that meet the filter, in the order of their ids, behind the cursor. */
record Search(
        Filter filter,
        @Nullable DeskStatus status,
        Direction direction,
        @Nullable UUID cursor) {
    private static final Duration USUAL_LIFE = Duration.ofHours(24);
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    /** As it stands in the index. */
    private static final String UNUSUAL = "coalesce(exhausted_at - uuid_extract_timestamp(attempt_id)"
            + " NOT BETWEEN interval '-1 minute' AND interval '24 hours', true)";

    /**
     * What to look for, one after the other. Nobody tells the database that the time of exhaustion grows with the ids, so for a page of some time it
     * would go through all letters before and after it.
     */
    List<Criteria> parts() {
        UUID first = filter.from() == null ? null : Ids.floor(filter.from().minus(USUAL_LIFE));
        UUID end = filter.to() == null
                ? null
                : Ids.floor(filter.to().plus(CLOCKS_APART).plusMillis(1));
        List<Criteria> parts = new ArrayList<>();
        if (first != null) {
            parts.add(letters().and("attempt_id < :first", "first", first).and(UNUSUAL));
        }
        parts.add(letters().and("attempt_id >= :first", "first", first).and("attempt_id < :end", "end", end));
        if (end != null) {
            parts.add(letters().and("attempt_id >= :end", "end", end).and(UNUSUAL));
        }
        return direction == Direction.ASCENDING ? parts : parts.reversed();
    }

    private Criteria letters() {
        String behind = direction == Direction.ASCENDING ? "attempt_id > :cursor" : "attempt_id < :cursor";
        return filter.criteria()
                .and("status = :status", "status", status == null ? null : status.name())
                .and(behind, "cursor", cursor);
    }

    String sql(Criteria part, int most) {
        return "SELECT " + DeadLetter.COLUMNS + " FROM dead_letter WHERE " + part.sql()
                + part.ordered("attempt_id", direction) + " LIMIT " + most;
    }
}
