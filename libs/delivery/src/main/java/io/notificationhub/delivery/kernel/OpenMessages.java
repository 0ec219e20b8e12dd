package io.notificationhub.delivery.kernel;

import io.notificationhub.delivery.OpenMessage;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** The messages whose vendors are to be asked for a last word, by vendor; shared by all replicas. Never fails: what can't be kept is counted. */
public interface OpenMessages {

    /** Keeps a message, to be asked about first after some time. */
    Mono<Void> add(String vendor, OpenMessage message, Duration firstAfter);

    /** Those that are due. They come again after the lease, unless they are closed or put off. */
    Mono<List<OpenMessage>> due(String vendor, int most, Duration lease);

    /** Asks again after some time. */
    Mono<Void> putOff(String vendor, OpenMessage message, Duration wait);

    /** Asks no more. */
    Mono<Void> close(String vendor, OpenMessage message);
}
