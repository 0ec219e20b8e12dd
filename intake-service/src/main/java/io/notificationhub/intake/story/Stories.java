package io.notificationhub.intake.story;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import io.notificationhub.intake.sql.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Reads stories and histories. */
public final class Stories {
    private static final String NOTIFICATION = "SELECT * FROM notification WHERE id = $1";
    private static final String ATTEMPTS = """
            SELECT id, channel, address_masked, status, round, retry_count, vendor, vendor_message_id, error_class, failure_reason, receipt,
                next_attempt_at, created_at, completed_at, tries, receipts, parent_id,
                CASE WHEN message <> '' THEN message::json ->> 'template' END AS template
            FROM attempt WHERE notification_id = $1 ORDER BY id
            """;

    private final DatabaseClient database;
    private final LiveClaims claims;

    Stories(DatabaseClient database, LiveClaims claims) {
        this.database = database;
        this.claims = claims;
    }

    /** The whole story, with the producer it belongs to; empty for an id that was never given. */
    public Mono<Owned> find(UUID notificationId) {
        Mono<List<Story.AttemptStory>> attempts = database.sql(ATTEMPTS)
                .bind(0, notificationId)
                .map(row -> new Stored(attempt(row), Columns.required(row.get("round", Integer.class))))
                .all()
                .concatMap(this::attempt)
                .collectList();
        return database.sql(NOTIFICATION)
                .bind(0, notificationId)
                .map(Stories::owned)
                .one()
                .zipWhen(
                        owned -> attempts,
                        (owned, all) ->
                                new Owned(owned.producerId(), owned.story().with(all)));
    }

    private record Stored(Story.AttemptStory attempt, int round) {}

    /** What a worker is at is not stored, only its end is. */
    private Mono<Story.AttemptStory> attempt(Stored stored) {
        Story.AttemptStory attempt = stored.attempt();
        return attempt.isPending()
                ? claims.isLive(attempt.attemptId(), stored.round()).map(live -> live ? attempt.dispatching() : attempt)
                : Mono.just(attempt);
    }

    /** A story and whose it is. */
    public record Owned(String producerId, Story story) {}

    /**
     * Which part of a recipient's history is asked for.
     *
     * @param producerId null: of every producer
     * @param before only older ones than this id
     */
    public record HistoryQuery(
            String recipientId,
            @Nullable String producerId,
            @Nullable UUID before,
            @Nullable Kind kind,
            @Nullable Channel channel,
            @Nullable String status,
            int limit) {}

    /** Newest first, one more than the limit if there are more. */
    public Mono<List<HistoryItem>> history(HistoryQuery query) {
        return select("", query).map(Stories::item).all().collectList();
    }

    /**
     * Looks like more than is needed, and is: asked for {@code recipient_id = … ORDER BY id}, PostgreSQL reads the newest of all notifications until enough are this
     * recipient's, as soon as it takes them for many; and all there are when theirs are old. Ordered by an array's recipients, only the index of histories will do.
     *
     * @param prefix of the statement, as {@code EXPLAIN} might be
     */
    DatabaseClient.GenericExecuteSpec select(String prefix, HistoryQuery query) {
        StringBuilder sql = new StringBuilder(prefix)
                .append("SELECT id, title, kind, status, created_at, channels FROM notification"
                        + " WHERE recipient_id = ANY (ARRAY[:recipient])");
        if (query.before() != null) {
            sql.append(" AND id < :before");
        }
        if (query.producerId() != null) {
            sql.append(" AND producer_id = :producer");
        }
        if (query.kind() != null) {
            sql.append(" AND kind = :kind");
        }
        if (query.channel() != null) {
            // No channel's name is part of another's. (Of the array's elements PostgreSQL would expect so few to match
            // that it would rather read the whole table.)
            sql.append(" AND strpos(channels, :channel) > 0");
        }
        if (query.status() != null) {
            sql.append(" AND status = :status");
        }
        sql.append(" ORDER BY recipient_id, id DESC LIMIT :most");
        DatabaseClient.GenericExecuteSpec statement = database.sql(sql.toString())
                .bind("recipient", query.recipientId())
                .bind("most", query.limit() + 1);
        statement = query.before() == null ? statement : statement.bind("before", query.before());
        statement = query.producerId() == null ? statement : statement.bind("producer", query.producerId());
        statement = query.kind() == null
                ? statement
                : statement.bind("kind", query.kind().name());
        statement = query.channel() == null
                ? statement
                : statement.bind("channel", query.channel().name());
        return query.status() == null ? statement : statement.bind("status", query.status());
    }

    private static HistoryItem item(Readable row) {
        return new HistoryItem(
                Columns.required(row.get("id", UUID.class)),
                text(row, "title"),
                Kind.valueOf(text(row, "kind")),
                text(row, "status"),
                Columns.required(row.get("created_at", Instant.class)),
                StoryJson.channels(text(row, "channels")));
    }

    private static Owned owned(Readable row) {
        String templateKey = row.get("template_key", String.class);
        Integer revision = row.get("template_revision", Integer.class);
        Story.TemplateRef template = templateKey == null
                ? null
                : new Story.TemplateRef(templateKey, text(row, "template_locale"), revision == null ? 0 : revision);
        return new Owned(
                text(row, "producer_id"),
                new Story(
                        Columns.required(row.get("id", UUID.class)),
                        text(row, "recipient_id"),
                        Kind.valueOf(text(row, "kind")),
                        text(row, "status"),
                        text(row, "title"),
                        Columns.required(row.get("created_at", Instant.class)),
                        row.get("due_at", Instant.class),
                        Columns.required(row.get("expires_at", Instant.class)),
                        row.get("suppression_reason", String.class),
                        template,
                        StoryJson.decisions(text(row, "decisions")),
                        List.of()));
    }

    private static Story.AttemptStory attempt(Readable row) {
        Integer retries = row.get("retry_count", Integer.class);
        return new Story.AttemptStory(
                Columns.required(row.get("id", UUID.class)),
                Channel.valueOf(text(row, "channel")),
                text(row, "address_masked"),
                text(row, "status"),
                retries == null ? 0 : retries,
                row.get("vendor", String.class),
                row.get("vendor_message_id", String.class),
                row.get("error_class", String.class),
                row.get("failure_reason", String.class),
                text(row, "receipt"),
                row.get("next_attempt_at", Instant.class),
                Columns.required(row.get("created_at", Instant.class)),
                row.get("completed_at", Instant.class),
                StoryJson.tries(text(row, "tries")),
                StoryJson.heard(text(row, "receipts")),
                template(row.get("template", String.class)),
                row.get("parent_id", UUID.class));
    }

    private static Story.@Nullable TemplateRef template(@Nullable String json) {
        return json == null ? null : StoryJson.template(json);
    }

    private static String text(Readable row, String column) {
        return Columns.required(row.get(column, String.class));
    }
}
