package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.DeliveryResult;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where results go. Completes only when the result is durable; waits for as long as that takes. */
@FunctionalInterface
public interface Results {
    Mono<Void> publish(DeliveryResult result, @Nullable String traceparent);
}
