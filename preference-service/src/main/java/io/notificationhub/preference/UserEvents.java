package io.notificationhub.preference;

import static io.r2dbc.spi.Parameters.in;

import io.r2dbc.spi.R2dbcType;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Keeps recipients in step with the external user service. Each field remembers when it was last told, and an erasure when it was: an event that
 * comes late changes only what no later event has spoken of. Applying an event again changes nothing but the version.
 */
@Component
final class UserEvents {
    /** An erasure ends all that was said before it or with it. */
    private static final String TELL = "UPDATE recipient SET erased = false, "
            + Stream.of("email", "phone", "locale", "timezone")
                    .map(UserEvents::tell)
                    .collect(Collectors.joining(", "))
            + " WHERE recipient_id = :recipientId AND coalesce(erased_at, '-infinity') < :at";

    private static final String MAY_FORGET = """
            SELECT recipient_id FROM recipient
            WHERE recipient_id = :recipientId AND coalesce(erased_at, '-infinity') < :at
                AND coalesce(greatest(email_told_at, phone_told_at, locale_told_at, timezone_told_at), '-infinity') <= :at
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Profiles profiles;
    private final Users users;

    UserEvents(DatabaseClient database, TransactionalOperator transaction, Profiles profiles, Users users) {
        this.database = database;
        this.transaction = transaction;
        this.profiles = profiles;
        this.users = users;
    }

    Mono<Void> apply(UserEvent event, @Nullable String traceparent) {
        Mono<Void> change = switch (event.eventType()) {
            case CREATED, UPDATED -> tell(event, traceparent);
            case DELETED -> forget(event, traceparent);
        };
        return profiles.lock(event.userId()).then(change).as(transaction::transactional);
    }

    private Mono<Void> tell(UserEvent event, @Nullable String traceparent) {
        Map<String, Given<String>> fields = Map.of(
                "email", event.email(), "phone", event.phone(), "locale", event.locale(), "timezone", event.timezone());
        DatabaseClient.GenericExecuteSpec sql =
                database.sql(TELL).bind("recipientId", event.userId()).bind("at", event.occurredAt());
        for (Map.Entry<String, Given<String>> field : fields.entrySet()) {
            sql = sql.bind(field.getKey() + "Given", field.getValue().given())
                    .bind(field.getKey(), in(R2dbcType.VARCHAR, field.getValue().value()));
        }
        return sql.fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(rows -> profiles.publish(event.userId(), Profiles.Change.ADDRESSES, traceparent))
                .then();
    }

    private Mono<Void> forget(UserEvent event, @Nullable String traceparent) {
        return database.sql(MAY_FORGET)
                .bind("recipientId", event.userId())
                .bind("at", event.occurredAt())
                .fetch()
                .one()
                .flatMap(row -> users.forget(event.userId(), event.occurredAt(), traceparent));
    }

    private static String tell(String column) {
        String newer = ":%1$sGiven AND coalesce(%1$s_told_at, '-infinity') <= :at".formatted(column);
        return "%1$s = CASE WHEN %2$s THEN :%1$s ELSE %1$s END, %1$s_told_at = CASE WHEN %2$s THEN :at ELSE %1$s_told_at END"
                .formatted(column, newer);
    }
}
