package io.notificationhub.delivery.kernel;

import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Tokens that only this process knows: its share of the account's. */
public final class LocalBucket implements Bucket {
    private final BucketSettings settings;
    private final DoubleSupplier share;
    private final Clock clock;
    private double slowed = 1;
    private double tokens;
    private long at;
    private long cutAt;
    private long recoveredAt;
    private long silentUntil;

    /** @param share the part of the account's rate that is this process's, between 0 and 1 */
    public LocalBucket(BucketSettings settings, DoubleSupplier share, Clock clock) {
        this.settings = settings;
        this.share = share;
        this.clock = clock;
        this.at = clock.millis();
        this.recoveredAt = at;
        this.tokens = BucketSettings.capacity(rate());
    }

    @Override
    public Mono<Grant> take(Ask ask) {
        return Mono.fromSupplier(() -> taken(ask));
    }

    @Override
    public Mono<Void> slowDown(@Nullable Duration retryAfter) {
        return Mono.fromRunnable(() -> slow(retryAfter));
    }

    @Override
    public synchronized double rate() {
        return settings.perSecond() * share.getAsDouble() * slowed;
    }

    private synchronized Grant taken(Ask ask) {
        long now = clock.millis();
        if (ask.accepted() > 0) {
            double seconds = Math.clamp((now - recoveredAt) / 1000.0, 0, 1);
            slowed = Math.min(1, slowed + settings.recovery() * seconds);
            recoveredAt = now;
        }
        double rate = rate();
        double capacity = BucketSettings.capacity(rate);
        tokens = Math.min(capacity, tokens + Math.max(0, now - at) / 1000.0 * rate);
        at = now;
        if (now < silentUntil) {
            return new Grant(0, 0, Duration.ofMillis(silentUntil - now));
        }
        int priority = (int) Math.min(ask.priority(), Math.floor(tokens));
        tokens -= priority;
        double free = tokens - Math.min(settings.reserved() * capacity, capacity - 1);
        int bulk = (int) Math.clamp(Math.floor(free), 0, ask.bulk());
        tokens -= bulk;
        if (priority < ask.priority()) {
            return new Grant(priority, bulk, until(1 - tokens, rate));
        }
        return new Grant(priority, bulk, bulk < ask.bulk() ? until(1 + bulk - free, rate) : Duration.ZERO);
    }

    private synchronized void slow(@Nullable Duration retryAfter) {
        long now = clock.millis();
        if (now - cutAt >= BucketSettings.BETWEEN_CUTS.toMillis()) {
            slowed = Math.max(settings.slowest(), slowed / 2);
            cutAt = now;
            recoveredAt = now;
            tokens = 0;
        }
        if (retryAfter != null) {
            silentUntil = Math.max(
                    silentUntil, now + BucketSettings.silence(retryAfter).toMillis());
        }
    }

    private static Duration until(double missing, double rate) {
        return Duration.ofMillis((long) Math.ceil(missing / rate * 1000));
    }
}
