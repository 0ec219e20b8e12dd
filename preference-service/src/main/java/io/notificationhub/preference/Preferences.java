package io.notificationhub.preference;

import static io.r2dbc.spi.Parameters.in;

import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ProfileChanged;
import io.r2dbc.spi.R2dbcType;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Changes of what a recipient wants. */
@Component
final class Preferences {
    private static final String MERGE = """
            UPDATE recipient SET erased = false,
                timezone = CASE WHEN :timezoneGiven THEN :timezone ELSE timezone END,
                quiet_start = CASE WHEN :quietHoursGiven THEN :quietStart ELSE quiet_start END,
                quiet_end = CASE WHEN :quietHoursGiven THEN :quietEnd ELSE quiet_end END,
                disable_quiet_hours = CASE WHEN :disableGiven THEN :disable ELSE disable_quiet_hours END,
                preferred_channels = CASE WHEN :channelsGiven THEN :channels ELSE preferred_channels END
            WHERE recipient_id = :recipientId
            """;

    private static final String CHOOSE = """
            INSERT INTO kind_choice AS old
                (recipient_id, kind, allowed, night_allowed, updated_at, source, night_updated_at, night_source)
            VALUES (:recipientId, :kind, coalesce(:allowed, true), coalesce(:night, false), :now, :source,
                CASE WHEN :night IS NOT NULL THEN :now END, CASE WHEN :night IS NOT NULL THEN :source END)
            ON CONFLICT (recipient_id, kind) DO UPDATE SET
                allowed = coalesce(:allowed, old.allowed), night_allowed = coalesce(:night, old.night_allowed),
                updated_at = CASE WHEN :allowed IS NULL THEN old.updated_at ELSE excluded.updated_at END,
                source = CASE WHEN :allowed IS NULL THEN old.source ELSE excluded.source END,
                night_updated_at = coalesce(excluded.night_updated_at, old.night_updated_at),
                night_source = coalesce(excluded.night_source, old.night_source)
            """;

    private static final String REFUSE_NIGHTS = """
            UPDATE kind_choice SET night_allowed = false, night_updated_at = :now, night_source = :source
            WHERE recipient_id = :recipientId AND kind = :kind
            """;

    /** The source of an opt-out that came by an e-mail's link. */
    private static final String LINK = "unsubscribe-link";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Profiles profiles;
    private final Clock clock;

    Preferences(DatabaseClient database, TransactionalOperator transaction, Profiles profiles, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.profiles = profiles;
        this.clock = clock;
    }

    /**
     * Merges the change. A recipient that isn't known yet is made, without addresses: an opt-out must hold even if it comes first.
     *
     * @param source who gave it, kept with the consent
     */
    Mono<ProfileChanged> change(
            String recipientId, PreferenceChange change, String source, @Nullable String traceparent) {
        return profiles.lock(recipientId)
                .then(changed(recipientId, change, source, traceparent))
                .as(transaction::transactional);
    }

    /**
     * Opts out by the link in an e-mail, once: the second time changes nothing. Of a recipient who was erased nothing but this is known afterwards: the
     * next e-mail to an address that comes with its request must not go out.
     */
    Mono<Void> optOut(String recipientId, Kind kind, @Nullable String traceparent) {
        return profiles.lock(recipientId)
                .then(profiles.find(recipientId))
                .filter(known -> !hasOptedOut(known, kind))
                .flatMap(known -> changed(recipientId, PreferenceChange.optOut(kind), LINK, traceparent))
                .then()
                .as(transaction::transactional);
    }

    private static boolean hasOptedOut(ProfileChanged known, Kind kind) {
        return known.kinds().stream().anyMatch(choice -> choice.kind() == kind && !choice.allowed());
    }

    /** Expects the recipient to be locked. */
    private Mono<ProfileChanged> changed(
            String recipientId, PreferenceChange change, String source, @Nullable String traceparent) {
        return merge(recipientId, change)
                .then(choose(recipientId, change, source))
                .then(Mono.defer(() -> profiles.publish(recipientId, Profiles.Change.PREFERENCES, traceparent)));
    }

    private Mono<Long> merge(String recipientId, PreferenceChange change) {
        QuietWindow window = change.quietHours().value();
        return database.sql(MERGE)
                .bind("timezoneGiven", change.timezone().given())
                .bind("timezone", in(R2dbcType.VARCHAR, change.timezone().value()))
                .bind("quietHoursGiven", change.quietHours().given())
                .bind("quietStart", in(R2dbcType.TIME, window == null ? null : window.startTime()))
                .bind("quietEnd", in(R2dbcType.TIME, window == null ? null : window.endTime()))
                .bind("disableGiven", change.disableQuietHours().given())
                .bind("disable", Boolean.TRUE.equals(change.disableQuietHours().value()))
                .bind("channelsGiven", change.preferredChannels().given())
                .bind("channels", change.channelNames())
                .bind("recipientId", recipientId)
                .fetch()
                .rowsUpdated();
    }

    private Mono<Long> choose(String recipientId, PreferenceChange change, String source) {
        Kind kind = change.kind();
        if (kind == null) {
            return Mono.empty();
        }
        DatabaseClient.GenericExecuteSpec sql = change.makesChoice()
                ? database.sql(CHOOSE)
                        .bind("allowed", in(R2dbcType.BOOLEAN, change.allowed()))
                        .bind("night", in(R2dbcType.BOOLEAN, change.night()))
                : database.sql(REFUSE_NIGHTS);
        return sql.bind("recipientId", recipientId)
                .bind("kind", kind.name())
                .bind("now", clock.instant())
                .bind("source", source)
                .fetch()
                .rowsUpdated();
    }
}
