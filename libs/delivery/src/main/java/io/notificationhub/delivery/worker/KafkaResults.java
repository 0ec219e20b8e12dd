package io.notificationhub.delivery.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.HubEvent;
import io.notificationhub.contracts.VendorResult;
import io.notificationhub.delivery.kernel.Results;
import io.notificationhub.messaging.EventPublisher;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Results as events, for the hub itself and for whoever listens outside. While Kafka is down they wait; the records that they belong to stay uncommitted. */
final class KafkaResults implements Results {
    private static final Logger log = LoggerFactory.getLogger(KafkaResults.class);

    /** Half a minute or more, as long as each try takes. */
    private static final int FEED_RETRIES = 8;

    private final EventPublisher events;
    private final MeterRegistry metrics;

    KafkaResults(EventPublisher events, MeterRegistry metrics) {
        this.events = events;
        this.metrics = metrics;
    }

    @Override
    public Mono<Void> publish(DeliveryResult result, @Nullable String traceparent) {
        return tell(result, traceparent, "result", Long.MAX_VALUE)
                .then(Mono.defer(() -> feed(VendorResult.of(result), traceparent)));
    }

    /**
     * Comes after the result, so Kafka is there: what fails now is this topic alone. One that is gone, or forbidden, costs the feed, and does not hold up
     * deliveries.
     */
    private Mono<Void> feed(VendorResult result, @Nullable String traceparent) {
        return tell(result, traceparent, "feed", FEED_RETRIES).onErrorResume(error -> {
            metrics.counter("hub.results.untold").increment();
            log.error("{} misses the result of attempt {}", result.topic(), result.attemptId(), error);
            return Mono.empty();
        });
    }

    private Mono<Void> tell(HubEvent event, @Nullable String traceparent, String what, long retries) {
        return events.publish(event, traceparent)
                .onErrorResume(error -> tellLater(event, traceparent, what, retries, error));
    }

    /** Set up only where the first time failed: what repeats is not for free. It begins with that failure. */
    private Mono<Void> tellLater(
            HubEvent event, @Nullable String traceparent, String what, long retries, Throwable first) {
        AtomicBoolean begun = new AtomicBoolean();
        return Mono.defer(() -> begun.getAndSet(true) ? events.publish(event, traceparent) : Mono.error(first))
                .retryWhen(Retry.backoff(retries, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(5))
                        .doBeforeRetry(signal -> {
                            metrics.counter("hub.results.waits", "of", what).increment();
                            log.warn(
                                    "A {} waits for Kafka: {}",
                                    what,
                                    signal.failure().toString());
                        }));
    }
}
