package io.notificationhub.preference;

import static io.r2dbc.spi.Parameters.in;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Ids;
import io.r2dbc.spi.R2dbcType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Devices and who owns them. A token has one row and so one owner, whatever registers at the same time: the unique index sees to it, and
 * registrations of one token wait for each other.
 */
@Component
final class Devices {
    /** Comes before the locks of recipients, so that the owner can't change between being read and being locked. */
    private static final String LOCK_TOKEN = "SELECT pg_advisory_xact_lock(hashtextextended(:hash, 0))";

    private static final String BY_TOKEN = "SELECT " + Device.COLUMNS + " FROM device WHERE token_hash = :hash";
    private static final String BY_ID = "SELECT " + Device.COLUMNS + " FROM device WHERE id = :id";
    private static final String OF_RECIPIENT =
            "SELECT " + Device.COLUMNS + " FROM device WHERE recipient_id = :recipientId ORDER BY registered_at, id";

    private static final String REGISTER = """
            INSERT INTO device (id, recipient_id, platform, token, token_hash, active, registered_at)
            VALUES (:id, :recipientId, :platform, :token, :hash, true, :now)
            ON CONFLICT (token_hash) DO UPDATE SET
                recipient_id = excluded.recipient_id, platform = excluded.platform, active = true,
                registered_at = greatest(device.registered_at, excluded.registered_at)
            RETURNING\s""" + Device.COLUMNS;

    /** The newest stay active; as many of the others are remembered, and may come back. Returns how many were deactivated. */
    private static final String TRIM = """
            WITH ranked AS (
                SELECT id, active, row_number() OVER (
                    ORDER BY id = :newest DESC, active DESC, registered_at DESC, id DESC) AS place
                FROM device WHERE recipient_id = :recipientId),
            forgotten AS (
                DELETE FROM device USING ranked WHERE device.id = ranked.id AND place > 2 * :limit),
            deactivated AS (
                UPDATE device SET active = false FROM ranked
                WHERE device.id = ranked.id AND ranked.active AND place > :limit AND place <= 2 * :limit
                RETURNING device.id)
            SELECT count(*) AS deactivated FROM deactivated
            """;

    private static final String DEACTIVATE = """
            UPDATE device SET active = false
            WHERE id = :id AND recipient_id = :recipientId AND active AND registered_at <= coalesce(:until, 'infinity')
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Profiles profiles;
    private final DeviceProperties properties;
    private final Ids ids;
    private final Clock clock;
    private final MeterRegistry metrics;

    Devices(
            DatabaseClient database,
            TransactionalOperator transaction,
            Profiles profiles,
            DeviceProperties properties,
            Ids ids,
            Clock clock,
            MeterRegistry metrics) {
        this.database = database;
        this.transaction = transaction;
        this.profiles = profiles;
        this.properties = properties;
        this.ids = ids;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** A device after its registration. */
    record Registered(Device device, boolean isNew) {}

    /** All devices of a recipient, inactive ones too, longest known first. */
    Flux<Device> of(String recipientId) {
        return profiles.require(recipientId)
                .thenMany(database.sql(OF_RECIPIENT)
                        .bind("recipientId", recipientId)
                        .map(Device::of)
                        .all());
    }

    /**
     * Registers the device, or finds it by its token: then it is active again and belongs to this recipient, and the former owner has lost it.
     * A recipient that isn't known yet is made. A registration that changes nothing makes no new version.
     */
    Mono<Registered> register(DeviceRegistration.Checked registration, @Nullable String traceparent) {
        String hash = registration.tokenHash();
        return database.sql(LOCK_TOKEN)
                .bind("hash", hash)
                .fetch()
                .all()
                .then(byToken(hash))
                .flatMap(before -> profiles.lock(owners(registration, before)))
                // The owner may have been erased, and the device with it, before its lock was there.
                .then(byToken(hash))
                .flatMap(before -> register(registration, before, traceparent))
                .as(transaction::transactional);
    }

    private Mono<Registered> register(
            DeviceRegistration.Checked registration, Optional<Device> before, @Nullable String traceparent) {
        Mono<Device> stored = database.sql(REGISTER)
                .bind("id", ids.next())
                .bind("recipientId", registration.recipientId())
                .bind("platform", registration.platform().name())
                .bind("token", registration.token())
                .bind("hash", registration.tokenHash())
                .bind("now", clock.instant())
                .map(Device::of)
                .one();
        return stored.delayUntil(device -> {
                    boolean same = before.isPresent() && before.get().equals(device);
                    return same
                            ? Mono.empty()
                            : trim(device)
                                    .thenMany(Flux.fromIterable(owners(registration, before)))
                                    .concatMap(owner -> profiles.publish(owner, Profiles.Change.DEVICES, traceparent));
                })
                .map(device -> new Registered(device, before.isEmpty()));
    }

    /** Takes the device out of use; nothing changes if it is already. Fails with {@code DEVICE_NOT_FOUND}. */
    Mono<Void> deactivate(UUID id, @Nullable String traceparent) {
        return find(id).switchIfEmpty(Mono.error(PreferenceError.DEVICE_NOT_FOUND::problem))
                .flatMap(device -> deactivate(device, null, "request", Profiles.Change.DEVICES, traceparent))
                .as(transaction::transactional);
    }

    /**
     * Takes the device out of use whose token a vendor declared dead at {@code at}, unless the device has another token or was registered
     * again since.
     */
    Mono<Void> declareDead(UUID id, String token, Instant at, @Nullable String traceparent) {
        return byToken(DeviceRegistration.hash(token))
                .flatMap(Mono::justOrEmpty)
                .filter(device -> device.id().equals(id))
                .flatMap(device -> deactivate(device, at, "dead", Profiles.Change.HYGIENE, traceparent))
                .as(transaction::transactional);
    }

    private Mono<Void> deactivate(
            Device device,
            @Nullable Instant until,
            String reason,
            Profiles.Change change,
            @Nullable String traceparent) {
        String owner = device.recipientId();
        return profiles.lock(owner)
                .then(database.sql(DEACTIVATE)
                        .bind("id", device.id())
                        .bind("recipientId", owner)
                        .bind("until", in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, until))
                        .fetch()
                        .rowsUpdated())
                .filter(rows -> rows > 0)
                .doOnNext(rows -> count(reason, rows))
                .flatMap(rows -> profiles.publish(owner, change, traceparent))
                .then();
    }

    private Mono<Void> trim(Device newest) {
        return database.sql(TRIM)
                .bind("recipientId", newest.recipientId())
                .bind("newest", newest.id())
                .bind("limit", properties.maxPerUser())
                .map(row -> Objects.requireNonNull(row.get("deactivated", Long.class)))
                .one()
                .doOnNext(rows -> count("limit", rows))
                .then();
    }

    private void count(String reason, long devices) {
        metrics.counter("hub.devices.deactivated", "reason", reason).increment((double) devices);
    }

    private Mono<Optional<Device>> byToken(String hash) {
        return database.sql(BY_TOKEN).bind("hash", hash).map(Device::of).one().singleOptional();
    }

    private Mono<Device> find(UUID id) {
        return database.sql(BY_ID).bind("id", id).map(Device::of).one();
    }

    private static List<String> owners(DeviceRegistration.Checked registration, Optional<Device> before) {
        TreeSet<String> owners = new TreeSet<>();
        owners.add(registration.recipientId());
        before.ifPresent(device -> owners.add(device.recipientId()));
        return List.copyOf(owners);
    }
}
