package io.notificationhub.preference;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.outbox.Outbox;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The recipients' rows: their lock, their version, and the snapshot that other services get.
 *
 * <p>A change is one transaction of the caller: {@link #lock} every recipient it touches, change what hangs on them, {@link #publish} each. So
 * versions of a recipient follow each other without a gap, and each is told of exactly once in the outbox.
 */
@Component
final class Profiles {
    /** What kind of change made a new version. */
    enum Change {
        ADDRESSES,
        PREFERENCES,
        DEVICES,
        HYGIENE,
        /** Leaves a tombstone. Every other change makes a profile of it again. */
        ERASURE
    }

    /** New rows are blank (version 0, erased); whoever locked them publishes them, which makes them version 1. */
    private static final String INSERT_BLANK = """
            INSERT INTO recipient (recipient_id, version, erased, changed_at)
            SELECT id, 0, true, $2 FROM unnest($1::text[]) AS ids (id) ORDER BY id
            ON CONFLICT (recipient_id) DO NOTHING
            """;

    private static final String LOCK =
            "SELECT recipient_id FROM recipient WHERE recipient_id = ANY($1) ORDER BY recipient_id FOR UPDATE";

    private static final String NEXT_VERSION = """
            UPDATE recipient SET version = version + 1, erased = :erased, changed_at = :now WHERE recipient_id = :recipientId
            """;

    /** One statement, so that all parts of a profile are of the same version. The names are those of {@link ProfileChanged}. */
    private static final String SNAPSHOT = """
            SELECT json_build_object(
                'recipientId', r.recipient_id, 'version', r.version, 'erased', r.erased, 'changedAt', r.changed_at,
                'email', r.email, 'phone', r.phone, 'kakaoPhone', r.kakao_phone, 'locale', r.locale, 'timezone', r.timezone,
                'quietHours', CASE WHEN r.quiet_start IS NOT NULL
                    THEN json_build_object('start', r.quiet_start, 'end', r.quiet_end) END,
                'disableQuietHours', r.disable_quiet_hours, 'preferredChannels', r.preferred_channels,
                'kinds', (
                    SELECT json_agg(json_build_object('kind', k.kind, 'allowed', k.allowed, 'nightAllowed', k.night_allowed,
                        'updatedAt', k.updated_at, 'source', k.source,
                        'nightUpdatedAt', k.night_updated_at, 'nightSource', k.night_source) ORDER BY k.kind)
                    FROM kind_choice k WHERE k.recipient_id = r.recipient_id),
                'devices', (
                    SELECT json_agg(json_build_object('id', d.id, 'platform', d.platform, 'token', d.token)
                        ORDER BY d.registered_at, d.id)
                    FROM device d WHERE d.recipient_id = r.recipient_id AND d.active),
                'suppressions', (
                    SELECT json_agg(json_build_object('channel', s.channel, 'address', s.address, 'reason', s.reason)
                        ORDER BY s.channel, s.address)
                    FROM suppression s WHERE s.recipient_id = r.recipient_id))::text
            FROM recipient r WHERE r.recipient_id = :recipientId
            """;

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Clock clock;
    private final MeterRegistry metrics;

    Profiles(DatabaseClient database, Outbox outbox, Clock clock, MeterRegistry metrics) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The profile or the tombstone, all of one version; empty for a recipient that was never seen. */
    Mono<ProfileChanged> find(String recipientId) {
        return database.sql(SNAPSHOT)
                .bind("recipientId", recipientId)
                .map(Profiles::profile)
                .one();
    }

    /** The profile. Fails with {@code RECIPIENT_NOT_FOUND} for a recipient that was never seen or is erased. */
    Mono<ProfileChanged> require(String recipientId) {
        return find(recipientId)
                .filter(profile -> !profile.erased())
                .switchIfEmpty(Mono.error(PreferenceError.RECIPIENT_NOT_FOUND::problem));
    }

    /**
     * Takes the rows' locks until the transaction ends, always in the same order, so that two changes of the same recipients wait for each other
     * and never deadlock. A recipient that has no row gets one, which must be published before the transaction ends.
     */
    Mono<Void> lock(Collection<String> recipientIds) {
        String[] ids = recipientIds.stream().distinct().sorted().toArray(String[]::new);
        return database.sql(INSERT_BLANK)
                .bind(0, ids)
                .bind(1, clock.instant())
                .fetch()
                .rowsUpdated()
                .thenMany(database.sql(LOCK).bind(0, ids).fetch().all())
                .then();
    }

    Mono<Void> lock(String recipientId) {
        return lock(List.of(recipientId));
    }

    /** Makes the next version of a locked recipient and puts it into the outbox. Returns what was put there. */
    Mono<ProfileChanged> publish(String recipientId, Change change, @Nullable String traceparent) {
        return database.sql(NEXT_VERSION)
                .bind("erased", change == Change.ERASURE)
                .bind("now", clock.instant())
                .bind("recipientId", recipientId)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("A recipient is published without its lock")))
                .then(find(recipientId))
                .delayUntil(profile -> outbox.append(List.of(outbox.row(profile, traceparent))))
                .doOnNext(profile -> metrics.counter(
                                "hub.profile.changes", "change", change.name().toLowerCase(Locale.ROOT))
                        .increment());
    }

    private static ProfileChanged profile(Readable row) {
        return EventJson.read(Objects.requireNonNull(row.get(0, String.class)), ProfileChanged.class);
    }
}
