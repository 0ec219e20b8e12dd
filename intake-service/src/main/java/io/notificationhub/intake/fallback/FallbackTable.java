package io.notificationhub.intake.fallback;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.Masked;
import io.notificationhub.intake.decide.ChannelDecision;
import io.notificationhub.intake.sql.Columns;
import io.notificationhub.intake.story.StoryJson;
import io.notificationhub.outbox.OutboxRow;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Stand-in attempts in the store. */
final class FallbackTable {
    /** Its lock lets two failures of one notification look one after the other. */
    private static final String NOTIFICATION =
            "SELECT id, expires_at, channels, decisions FROM notification WHERE id = $1 FOR UPDATE";

    private static final String ATTEMPTS =
            "SELECT id, channel, status, receipt FROM attempt WHERE notification_id = $1";
    private static final String INSERT = """
            INSERT INTO attempt (id, notification_id, channel, status, round, retry_count, address_masked, message, outbox_id, created_at,
                parent_id)
            SELECT a.id, $1, a.channel, 'PENDING', 1, 0, a.address_masked, a.message, a.outbox_id, a.created_at, $2
            FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::timestamptz[])
                AS a (id, channel, address_masked, message, outbox_id, created_at)
            """;

    /** Watched from the start: its id tells nothing of its age, by which others are found. */
    private static final String WATCH =
            "INSERT INTO attempt_watch (attempt_id) SELECT unnest($1) ON CONFLICT DO NOTHING";

    private static final String REOPEN = """
            UPDATE notification SET status = 'FANNED_OUT', open_attempts = open_attempts + $2, channels = $3, decisions = $4
            WHERE id = $1
            """;

    private final DatabaseClient database;

    FallbackTable(DatabaseClient database) {
        this.database = database;
    }

    Mono<Siblings> lock(UUID notificationId) {
        Mono<List<Siblings.Sibling>> attempts = database.sql(ATTEMPTS)
                .bind(0, notificationId)
                .map(FallbackTable::sibling)
                .all()
                .collectList();
        return database.sql(NOTIFICATION)
                .bind(0, notificationId)
                .map(row -> new Siblings(
                        notificationId,
                        Columns.required(row.get("expires_at", Instant.class)),
                        text(row, "channels"),
                        text(row, "decisions"),
                        List.of()))
                .one()
                .zipWhen(found -> attempts, Siblings::with);
    }

    private static Siblings.Sibling sibling(Readable row) {
        String status = text(row, "status");
        boolean alive = status.equals("PENDING")
                || (status.equals("SUCCEEDED") && !text(row, "receipt").equals("FAILED"));
        return new Siblings.Sibling(
                Columns.required(row.get("id", UUID.class)), Channel.valueOf(text(row, "channel")), alive);
    }

    private static String text(Readable row, String column) {
        return Columns.required(row.get(column, String.class));
    }

    /** Expects the notification to be locked; {@code rows} publish the attempts in the same order. */
    Mono<Void> insert(Siblings notification, UUID parent, List<DeliveryRequested> attempts, List<OutboxRow> rows) {
        Channel channel = attempts.getFirst().channel();
        List<UUID> ids = attempts.stream().map(DeliveryRequested::attemptId).toList();
        return Columns.of(
                        database.sql(INSERT)
                                .bind(0, notification.notificationId())
                                .bind(1, parent),
                        2)
                .uuids(attempts, DeliveryRequested::attemptId)
                .text(attempts, each -> each.channel().name())
                .text(attempts, each -> Masked.address(each.address()))
                .text(attempts, EventJson::write)
                .uuids(rows, OutboxRow::id)
                .times(attempts, DeliveryRequested::createdAt)
                .statement()
                .fetch()
                .rowsUpdated()
                .then(database.sql(WATCH)
                        .bind(0, ids.toArray(UUID[]::new))
                        .fetch()
                        .rowsUpdated())
                .then(database.sql(REOPEN)
                        .bind(0, notification.notificationId())
                        .bind(1, attempts.size())
                        .bind(2, withChannel(notification.channels(), channel))
                        .bind(3, withDecision(notification, channel))
                        .fetch()
                        .rowsUpdated())
                .then();
    }

    private static String withChannel(String channels, Channel channel) {
        List<Channel> all = new ArrayList<>(StoryJson.channels(channels));
        if (!all.contains(channel)) {
            all.add(channel);
        }
        return StoryJson.channels(all);
    }

    /** What was decided first about a channel that was not to be used no longer holds. */
    private static String withDecision(Siblings notification, Channel channel) {
        if (StoryJson.channels(notification.channels()).contains(channel)) {
            return notification.decisions();
        }
        List<ChannelDecision> all = new ArrayList<>(StoryJson.decisions(notification.decisions()));
        all.removeIf(decision -> decision.channel() == channel);
        all.add(ChannelDecision.standsIn(channel));
        return StoryJson.decisions(all);
    }
}
