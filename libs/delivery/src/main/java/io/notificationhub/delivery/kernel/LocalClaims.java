package io.notificationhub.delivery.kernel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Claims that only this process knows. Keeps a redelivered record from being sent twice by the same worker; what another worker does it can't
 * see. Holds the last {@value #MOST_ROUNDS} rounds: many more than the records whose offsets are not committed yet, which are all that may be redelivered
 * to this process, and few enough (some 20 MB) for a small heap.
 */
public final class LocalClaims implements Claims {
    private static final int MOST_ROUNDS = 20_000;
    private static final Duration LIFETIME = Duration.ofHours(24);

    private final Cache<Key, Entry> rounds;
    private final Cache<UUID, Integer> resends;
    private final Duration lease;
    private final Clock clock;

    public LocalClaims(Duration lease, Clock clock) {
        this.lease = lease;
        this.clock = clock;
        this.rounds = kept();
        this.resends = kept();
    }

    private static <K, V> Cache<K, V> kept() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_ROUNDS)
                .expireAfterWrite(LIFETIME)
                // Removing the oldest is less work than waking another thread for it.
                .executor(Runnable::run)
                .build();
    }

    private record Key(UUID attemptId, int round) {}

    /** {@code leaseUntil} is null while nobody owns the round. */
    private record Entry(
            Instant since,
            int rejections,
            @Nullable Instant leaseUntil,
            @Nullable Ending ending,
            @Nullable String groupId) {
        boolean isHeld(Instant now) {
            return leaseUntil != null && leaseUntil.isAfter(now);
        }

        /** A round is only given back while none of its calls is open: the next one begins anew. */
        Entry leased(Instant now, Instant until) {
            return new Entry(leaseUntil == null ? now : since, rejections, until, ending, groupId);
        }
    }

    /** What a round came to, as far as this process knows; asking claims nothing. */
    public @Nullable Ending endingOf(UUID attemptId, int round) {
        Entry known = rounds.getIfPresent(new Key(attemptId, round));
        return known == null ? null : known.ending();
    }

    @Override
    public Mono<Claim> claim(UUID attemptId, int round) {
        return Mono.fromSupplier(() -> {
            Instant now = clock.instant();
            AtomicReference<Claim> answer = new AtomicReference<>(new Claim.Granted(now, 0, 0));
            rounds.asMap().compute(new Key(attemptId, round), (key, known) -> {
                if (known == null) {
                    answer.set(new Claim.Granted(now, resentBefore(attemptId), 0));
                    return new Entry(now, 0, now.plus(lease), null, null);
                }
                answer.set(answer(attemptId, known, now));
                return known.ending() == null && !known.isHeld(now) ? known.leased(now, now.plus(lease)) : known;
            });
            return answer.get();
        });
    }

    private Claim answer(UUID attemptId, Entry known, Instant now) {
        if (known.ending() != null) {
            return new Claim.Settled(known.ending());
        }
        Instant leaseUntil = known.leaseUntil();
        if (leaseUntil == null) {
            return new Claim.Granted(now, resentBefore(attemptId), known.rejections());
        }
        return leaseUntil.isAfter(now)
                ? new Claim.Held(Duration.between(now, leaseUntil))
                : new Claim.Lapsed(known.since(), resentBefore(attemptId), known.rejections(), known.groupId());
    }

    @Override
    public Mono<Boolean> renew(UUID attemptId, int round, int rejections, @Nullable String groupId) {
        return put(attemptId, round, rejections, clock.instant().plus(lease), groupId);
    }

    @Override
    public Mono<Void> countResend(UUID attemptId) {
        return Mono.fromRunnable(() -> resends.asMap().merge(attemptId, 1, Integer::sum));
    }

    @Override
    public Mono<Void> settle(UUID attemptId, int round, Ending ending) {
        return Mono.fromRunnable(() -> rounds.asMap()
                .compute(
                        new Key(attemptId, round),
                        (key, known) -> new Entry(
                                known == null ? clock.instant() : known.since(),
                                known == null ? 0 : known.rejections(),
                                null,
                                ending,
                                null)));
    }

    @Override
    public Mono<Void> release(UUID attemptId, int round, int rejections) {
        return put(attemptId, round, rejections, null, null).then();
    }

    /** False if the round is over, which nothing changes any more. */
    private Mono<Boolean> put(
            UUID attemptId, int round, int rejections, @Nullable Instant leaseUntil, @Nullable String groupId) {
        return Mono.fromSupplier(() -> {
            Entry now = rounds.asMap()
                    .compute(
                            new Key(attemptId, round),
                            (key, known) -> known != null && known.ending() != null
                                    ? known
                                    : new Entry(
                                            known == null || known.rejections() != rejections
                                                    ? clock.instant()
                                                    : known.since(),
                                            rejections,
                                            leaseUntil,
                                            null,
                                            groupId));
            return now.ending() == null;
        });
    }

    private int resentBefore(UUID attemptId) {
        Integer count = resends.getIfPresent(attemptId);
        return count == null ? 0 : count;
    }
}
