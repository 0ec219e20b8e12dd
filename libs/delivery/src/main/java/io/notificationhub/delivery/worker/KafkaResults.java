package io.notificationhub.delivery.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.VendorResult;
import io.notificationhub.delivery.kernel.Results;
import io.notificationhub.messaging.EventPublisher;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Results as events, for the hub itself and for whoever listens outside. While Kafka is down they wait; the records that they belong to stay uncommitted. */
final class KafkaResults implements Results {
    private static final Logger log = LoggerFactory.getLogger(KafkaResults.class);

    private final EventPublisher events;
    private final MeterRegistry metrics;

    KafkaResults(EventPublisher events, MeterRegistry metrics) {
        this.events = events;
        this.metrics = metrics;
    }

    @Override
    public Mono<Void> publish(DeliveryResult result, @Nullable String traceparent) {
        return Mono.when(events.publish(result, traceparent), events.publish(VendorResult.of(result), traceparent))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(5))
                        .doBeforeRetry(signal -> {
                            metrics.counter("hub.results.waits").increment();
                            log.warn(
                                    "A result waits for Kafka: {}",
                                    signal.failure().toString());
                        }));
    }
}
