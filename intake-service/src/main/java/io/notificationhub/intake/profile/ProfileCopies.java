package io.notificationhub.intake.profile;

import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.ProfileChanged;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The table of profile copies. A version replaces only an older one, erased ones included. */
final class ProfileCopies {
    private static final String READ =
            "SELECT recipient_id, profile FROM recipient_profile WHERE recipient_id = ANY ($1)";
    private static final String WRITE = """
            INSERT INTO recipient_profile AS known (recipient_id, version, erased, profile)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::boolean[], $4::text[])
            ON CONFLICT (recipient_id) DO UPDATE
                SET version = EXCLUDED.version, erased = EXCLUDED.erased, profile = EXCLUDED.profile
                WHERE known.version < EXCLUDED.version
            RETURNING recipient_id
            """;

    private final DatabaseClient database;

    ProfileCopies(DatabaseClient database) {
        this.database = database;
    }

    Mono<Map<String, ProfileChanged>> read(Collection<String> recipientIds) {
        return database.sql(READ)
                .bind(0, recipientIds.toArray(String[]::new))
                .map(ProfileCopies::profile)
                .all()
                .collectMap(ProfileChanged::recipientId, Function.identity(), HashMap::new);
    }

    private static ProfileChanged profile(Readable row) {
        String json = row.get("profile", String.class);
        return EventJson.read(String.valueOf(json), ProfileChanged.class);
    }

    /** Applies the newest of the events per recipient, where it is newer than the copy, and tells whose copies these were. */
    Mono<Set<String>> apply(Collection<ProfileChanged> changes) {
        List<ProfileChanged> newest = changes.stream()
                .collect(Collectors.toMap(
                        ProfileChanged::recipientId,
                        Function.identity(),
                        BinaryOperator.maxBy(Comparator.comparingLong(ProfileChanged::version))))
                .values()
                .stream()
                // One order for everybody, or two writers could wait for each other.
                .sorted(Comparator.comparing(ProfileChanged::recipientId))
                .toList();
        if (newest.isEmpty()) {
            return Mono.just(Set.of());
        }
        return database.sql(WRITE)
                .bind(0, newest.stream().map(ProfileChanged::recipientId).toArray(String[]::new))
                .bind(1, newest.stream().map(ProfileChanged::version).toArray(Long[]::new))
                .bind(2, newest.stream().map(ProfileChanged::erased).toArray(Boolean[]::new))
                .bind(3, newest.stream().map(EventJson::write).toArray(String[]::new))
                .map(row -> String.valueOf(row.get(0, String.class)))
                .all()
                .collect(Collectors.toSet());
    }
}
