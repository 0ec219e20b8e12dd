package io.notificationhub.relay;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Given once, tells the relays to end after the turn in work. */
final class StopSignal {
    private final Sinks.Empty<Void> given = Sinks.empty();
    private volatile boolean isGiven;

    void give() {
        isGiven = true;
        given.tryEmitEmpty();
    }

    boolean isGiven() {
        return isGiven;
    }

    /** Completes after the time, or as soon as the signal is given. */
    Mono<Void> pause(Duration time) {
        return Mono.firstWithSignal(Mono.delay(time).then(), given.asMono());
    }
}
