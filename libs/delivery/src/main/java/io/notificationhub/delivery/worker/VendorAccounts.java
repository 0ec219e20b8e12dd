package io.notificationhub.delivery.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.notificationhub.contracts.Lane;
import io.notificationhub.delivery.kernel.Bucket;
import io.notificationhub.delivery.kernel.BucketSettings;
import io.notificationhub.delivery.kernel.Quota;
import io.notificationhub.delivery.kernel.SharedQuota;
import io.notificationhub.delivery.redis.RedisBucket;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/**
 * Makes the quota of each vendor account, with its metrics: {@code hub.delivery.quota.wait} by lane, {@code hub.delivery.quota.waiting}, {@code
 * hub.delivery.quota.rate}.
 */
final class VendorAccounts {
    private final ReactiveStringRedisTemplate redis;
    private final WorkerProperties properties;
    private final WorkerId worker;
    private final Clock clock;
    private final MeterRegistry metrics;

    VendorAccounts(
            ReactiveStringRedisTemplate redis,
            WorkerProperties properties,
            WorkerId worker,
            Clock clock,
            MeterRegistry metrics) {
        this.redis = redis;
        this.properties = properties;
        this.worker = worker;
        this.clock = clock;
        this.metrics = metrics;
    }

    Quota quotaOf(String vendor) {
        BucketSettings settings = properties.quotaOf(vendor);
        if (settings == null) {
            return Quota.UNLIMITED;
        }
        // One vendor may serve two channels by different products, each with a quota of its own.
        Bucket bucket = new RedisBucket(
                redis, properties.channel().topicName() + ":" + vendor, worker.value(), settings, clock, metrics);
        SharedQuota quota = new SharedQuota(bucket, waits(vendor));
        Gauge.builder("hub.delivery.quota.waiting", quota, SharedQuota::waiting)
                .tag("vendor", vendor)
                .register(metrics);
        Gauge.builder("hub.delivery.quota.rate", bucket, Bucket::rate)
                .tag("vendor", vendor)
                .baseUnit("calls per second")
                .register(metrics);
        return quota;
    }

    private Map<Lane, Timer> waits(String vendor) {
        Map<Lane, Timer> timers = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            timers.put(
                    lane,
                    Timer.builder("hub.delivery.quota.wait")
                            .tag("vendor", vendor)
                            .tag("lane", lane.name())
                            .register(metrics));
        }
        return timers;
    }
}
