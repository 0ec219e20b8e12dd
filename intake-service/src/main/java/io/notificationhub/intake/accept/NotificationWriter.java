package io.notificationhub.intake.accept;

import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.Masked;
import io.notificationhub.contracts.TemplateUse;
import io.notificationhub.intake.sql.Columns;
import io.notificationhub.intake.story.StoryJson;
import io.notificationhub.outbox.OutboxRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Writes a batch of notifications, with their attempts and outbox rows, in one statement and so in one transaction. */
final class NotificationWriter {
    private static final String WRITE = """
            WITH claimed AS (
                INSERT INTO idempotency_key AS known (producer_id, key, fingerprint, notification_id, expires_at)
                SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::timestamptz[])
                ON CONFLICT (producer_id, key) DO UPDATE
                    SET fingerprint = EXCLUDED.fingerprint, notification_id = EXCLUDED.notification_id,
                        expires_at = EXCLUDED.expires_at
                    WHERE known.expires_at <= $6
                RETURNING notification_id
            ), notifications AS (
                INSERT INTO notification (id, producer_id, recipient_id, kind, status, title, template_key, template_locale,
                    template_revision, channels, decisions, suppression_reason, request, due_at, expires_at, open_attempts,
                    traceparent, created_at)
                SELECT n.* FROM unnest($4::uuid[], $1::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
                    $12::text[], $13::int[], $14::text[], $15::text[], $16::text[], $17::text[], $18::timestamptz[],
                    $19::timestamptz[], $20::int[], $21::text[], $22::timestamptz[]) AS n (id)
                JOIN claimed ON claimed.notification_id = n.id
            ), attempts AS (
                INSERT INTO attempt (id, notification_id, channel, status, round, retry_count, address_masked, message, outbox_id,
                    created_at)
                SELECT a.id, a.notification_id, a.channel, 'PENDING', 1, 0, a.address_masked, a.message, a.outbox_id, a.created_at
                FROM unnest($23::uuid[], $24::uuid[], $25::text[], $26::text[], $27::text[], $28::uuid[], $29::timestamptz[])
                    AS a (id, notification_id, channel, address_masked, message, outbox_id, created_at)
                JOIN claimed USING (notification_id)
            ), events AS (
                INSERT INTO outbox (id, topic, key, type, payload, traceparent, shard, available_at, created_at)
                SELECT o.id, o.topic, o.key, o.type, o.payload, o.traceparent, o.shard, o.available_at, o.created_at
                FROM unnest($30::uuid[], $31::uuid[], $32::text[], $33::text[], $34::text[], $35::text[], $36::text[], $37::int2[],
                    $38::timestamptz[], $39::timestamptz[])
                    AS o (notification_id, id, topic, key, type, payload, traceparent, shard, available_at, created_at)
                JOIN claimed USING (notification_id)
            ), processed AS (
                INSERT INTO processed_events (topic, event_id, fingerprint, notification_id, processed_at)
                SELECT p.topic, p.event_id, p.fingerprint, p.notification_id, $6
                FROM unnest($40::text[], $41::text[], $42::text[], $43::uuid[])
                    AS p (topic, event_id, fingerprint, notification_id)
                JOIN claimed USING (notification_id)
            )
            SELECT notification_id FROM claimed
            """;
    private static final String HOLDERS = """
            SELECT producer_id, key, fingerprint, notification_id, expires_at FROM idempotency_key
            WHERE (producer_id, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))
            """;

    private final DatabaseClient database;

    NotificationWriter(DatabaseClient database) {
        this.database = database;
    }

    /** Who holds a key, and until when. */
    record Holder(UUID notificationId, String fingerprint, Instant until) {}

    private record Name(String producerId, String key) {
        static Name of(IdempotencyKey key) {
            return new Name(key.producerId(), key.key());
        }
    }

    /**
     * Answers, in the order of the batch, who holds each one's key now: the notification itself if it is written, or was by an earlier try whose
     * answer was lost.
     */
    Mono<List<Holder>> write(List<NewNotification> batch, Instant now) {
        Map<Name, NewNotification> firsts = HashMap.newHashMap(batch.size());
        batch.forEach(each -> firsts.putIfAbsent(Name.of(each.key()), each));
        // One order for all writers, or two batches with the same keys could wait for each other.
        List<NewNotification> sorted = firsts.values().stream()
                .sorted(Comparator.comparing(
                                (NewNotification each) -> each.key().producerId())
                        .thenComparing(each -> each.key().key()))
                .toList();
        return insert(sorted, now).flatMap(written -> {
            Map<Name, Holder> holders = HashMap.newHashMap(batch.size());
            List<NewNotification> refused = new ArrayList<>();
            for (NewNotification each : sorted) {
                if (written.contains(each.id())) {
                    holders.put(
                            Name.of(each.key()),
                            new Holder(each.id(), each.key().fingerprint(), each.keyExpiresAt()));
                } else {
                    refused.add(each);
                }
            }
            return holders(refused).map(others -> {
                holders.putAll(others);
                return batch.stream()
                        .map(each -> holder(holders, Name.of(each.key())))
                        .toList();
            });
        });
    }

    private static Holder holder(Map<Name, Holder> holders, Name name) {
        Holder holder = holders.get(name);
        if (holder == null) {
            throw new IllegalStateException("A key was refused and nobody holds it");
        }
        return holder;
    }

    private Mono<Set<UUID>> insert(List<NewNotification> rows, Instant now) {
        List<NewNotification.NewAttempt> attempts =
                rows.stream().flatMap(row -> row.attempts().stream()).toList();
        List<Event> events = rows.stream()
                .flatMap(row -> row.events().stream().map(event -> new Event(row.id(), event)))
                .toList();
        List<Caused> caused = rows.stream()
                .flatMap(row -> Stream.ofNullable(row.key().cause()).map(cause -> new Caused(row, cause)))
                .toList();
        return Columns.of(database.sql(WRITE))
                .text(rows, row -> row.key().producerId())
                .text(rows, row -> row.key().key())
                .text(rows, row -> row.key().fingerprint())
                .uuids(rows, NewNotification::id)
                .times(rows, NewNotification::keyExpiresAt)
                .time(now)
                .text(rows, row -> row.request().recipientId())
                .text(rows, row -> row.kind().name())
                .text(rows, row -> row.status().name())
                .text(rows, NewNotification::title)
                .text(rows, row -> use(row, TemplateUse::key))
                .text(rows, row -> use(row, TemplateUse::locale))
                .numbers(rows, row -> use(row, TemplateUse::revision))
                .text(rows, row -> StoryJson.channels(row.channels()))
                .text(rows, row -> StoryJson.decisions(row.decisions()))
                .text(
                        rows,
                        row -> row.suppressionReason() == null
                                ? null
                                : row.suppressionReason().name())
                .text(rows, row -> row.status() == NewNotification.Status.SCHEDULED ? StoryJson.kept(row.kept()) : null)
                .times(rows, NewNotification::dueAt)
                .times(rows, NewNotification::expiresAt)
                .numbers(rows, row -> row.attempts().size())
                .text(rows, NewNotification::traceparent)
                .times(rows, NewNotification::createdAt)
                .uuids(attempts, attempt -> attempt.message().attemptId())
                .uuids(attempts, attempt -> attempt.message().notificationId())
                .text(attempts, attempt -> attempt.message().channel().name())
                .text(attempts, attempt -> Masked.address(attempt.message().address()))
                .text(attempts, attempt -> EventJson.write(attempt.message()))
                .uuids(attempts, NewNotification.NewAttempt::outboxId)
                .times(attempts, attempt -> attempt.message().createdAt())
                .uuids(events, Event::notificationId)
                .uuids(events, event -> event.row().id())
                .text(events, event -> event.row().topic())
                .text(events, event -> event.row().key())
                .text(events, event -> event.row().type())
                .text(events, event -> event.row().payload())
                .text(events, event -> event.row().traceparent())
                .shorts(events, event -> event.row().shard())
                .times(events, event -> event.row().availableAt())
                .times(events, event -> event.row().createdAt())
                .text(caused, each -> each.cause().topic())
                .text(caused, each -> each.cause().eventId())
                .text(caused, each -> each.notification().key().fingerprint())
                .uuids(caused, each -> each.notification().id())
                .statement()
                .map(row -> Columns.required(row.get(0, UUID.class)))
                .all()
                .collect(Collectors.toSet());
    }

    private record Event(UUID notificationId, OutboxRow row) {}

    private record Caused(NewNotification notification, IdempotencyKey.Cause cause) {}

    private static <T> @Nullable T use(NewNotification row, Function<TemplateUse, T> part) {
        TemplateUse template = row.template();
        return template == null ? null : part.apply(template);
    }

    private Mono<Map<Name, Holder>> holders(Collection<NewNotification> refused) {
        if (refused.isEmpty()) {
            return Mono.just(Map.of());
        }
        return Columns.of(database.sql(HOLDERS))
                .text(refused, row -> row.key().producerId())
                .text(refused, row -> row.key().key())
                .statement()
                .map(row -> Map.entry(
                        new Name(
                                Columns.required(row.get(0, String.class)), Columns.required(row.get(1, String.class))),
                        new Holder(
                                Columns.required(row.get(3, UUID.class)),
                                Columns.required(row.get(2, String.class)),
                                Columns.required(row.get(4, Instant.class)))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
