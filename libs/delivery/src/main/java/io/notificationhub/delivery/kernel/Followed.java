package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.DeliveryResult;
import reactor.core.publisher.Mono;

/** Whoever wants to hear later what became of a message that its vendor accepted. Never fails. */
@FunctionalInterface
public interface Followed {
    Mono<Void> accepted(DeliveryResult result);
}
