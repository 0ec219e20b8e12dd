package io.notificationhub.preference;

import static io.r2dbc.spi.Parameters.in;

import io.notificationhub.contracts.ProfileChanged;
import io.r2dbc.spi.R2dbcType;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Changes of the recipient as a person: addresses, and being forgotten. */
@Component
final class Users {
    private static final String REPLACE = """
            UPDATE recipient SET erased = false, email = :email, phone = :phone, kakao_phone = :kakaoPhone,
                locale = CASE WHEN :localeGiven THEN :locale ELSE locale END,
                timezone = CASE WHEN :timezoneGiven THEN :timezone ELSE timezone END
            WHERE recipient_id = :recipientId
            """;

    private static final String FORGET_ROW = """
            UPDATE recipient SET email = NULL, phone = NULL, kakao_phone = NULL, locale = NULL, timezone = NULL,
                quiet_start = NULL, quiet_end = NULL, disable_quiet_hours = false, preferred_channels = '{}',
                email_told_at = NULL, phone_told_at = NULL, locale_told_at = NULL, timezone_told_at = NULL,
                erased_at = greatest(erased_at, :at)
            WHERE recipient_id = :recipientId
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Profiles profiles;
    private final Clock clock;

    Users(DatabaseClient database, TransactionalOperator transaction, Profiles profiles, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.profiles = profiles;
        this.clock = clock;
    }

    /** Replaces the addresses; makes the recipient where there is none, or where it was erased. */
    Mono<ProfileChanged> put(String recipientId, UserAddresses addresses, @Nullable String traceparent) {
        Mono<Long> replaced = database.sql(REPLACE)
                .bind("email", in(R2dbcType.VARCHAR, addresses.email()))
                .bind("phone", in(R2dbcType.VARCHAR, addresses.phone()))
                .bind("kakaoPhone", in(R2dbcType.VARCHAR, addresses.kakaoPhone()))
                .bind("localeGiven", addresses.locale().given())
                .bind("locale", in(R2dbcType.VARCHAR, addresses.locale().value()))
                .bind("timezoneGiven", addresses.timezone().given())
                .bind("timezone", in(R2dbcType.VARCHAR, addresses.timezone().value()))
                .bind("recipientId", recipientId)
                .fetch()
                .rowsUpdated();
        return profiles.lock(recipientId)
                .then(replaced)
                .then(Mono.defer(() -> profiles.publish(recipientId, Profiles.Change.ADDRESSES, traceparent)))
                .as(transaction::transactional);
    }

    /**
     * Removes all personal data and leaves a tombstone. Also for a recipient that has no profile, or none any more: other services may hold what
     * was sent to it, and erase that when they see the tombstone.
     */
    Mono<Void> erase(String recipientId, @Nullable String traceparent) {
        return profiles.lock(recipientId)
                .then(Mono.defer(() -> forget(recipientId, clock.instant(), traceparent)))
                .as(transaction::transactional);
    }

    /** The erasure of a locked recipient. What an external service said up to {@code at} will not bring it back. */
    Mono<Void> forget(String recipientId, Instant at, @Nullable String traceparent) {
        return Flux.just("device", "suppression", "kind_choice")
                .concatMap(table -> database.sql("DELETE FROM " + table + " WHERE recipient_id = :recipientId")
                        .bind("recipientId", recipientId)
                        .fetch()
                        .rowsUpdated())
                .thenMany(database.sql(FORGET_ROW)
                        .bind("at", at)
                        .bind("recipientId", recipientId)
                        .fetch()
                        .rowsUpdated())
                .then(Mono.defer(() -> profiles.publish(recipientId, Profiles.Change.ERASURE, traceparent)))
                .then();
    }
}
