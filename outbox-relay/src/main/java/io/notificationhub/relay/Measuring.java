package io.notificationhub.relay;

import io.notificationhub.relay.OutboxTable.Backlog;
import io.notificationhub.relay.OutboxTable.Place;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Tells what waits in one outbox. Where deleted rows make that take too long it tells what waits behind the place that the relay has reached, which
 * leaves out rows that wait for their topic or for another relay.
 */
final class Measuring {
    /** Until all is looked at again. */
    private static final int PARTS = 12;

    private static final Duration LONGEST_PART = Duration.ofSeconds(2);

    private final RelayProperties.Source source;
    private final Duration longestLook;
    private final OutboxTable outbox;
    private final RelayMetrics metrics;
    private final Interruptions interruptions;
    private final Every interval;
    private int partsLeft;

    Measuring(
            RelayProperties.Source source,
            RelayProperties properties,
            OutboxTable outbox,
            RelayMetrics metrics,
            Interruptions interruptions) {
        this.source = source;
        this.longestLook = properties.longestLook();
        this.outbox = outbox;
        this.metrics = metrics;
        this.interruptions = interruptions;
        this.interval = new Every(properties.gaugeInterval());
    }

    boolean isDue() {
        return interval.isDue();
    }

    /** Outside any transaction. */
    Mono<Void> measure(Instant now, Place reached) {
        Mono<Backlog> part = backlog(now, reached, LONGEST_PART);
        Mono<Backlog> all = backlog(now, Place.FIRST, longestLook).switchIfEmpty(Mono.defer(() -> {
            partsLeft = PARTS;
            return part;
        }));
        return (partsLeft > 0 ? part.doFirst(() -> partsLeft--) : all)
                .doOnNext(backlog -> metrics.backlog(source.schema(), backlog))
                .switchIfEmpty(Mono.fromRunnable(() -> metrics.unknownBacklog(source.schema())))
                .then();
    }

    private Mono<Backlog> backlog(Instant now, Place behind, Duration longest) {
        return outbox.begin()
                .then(outbox.within(longest, outbox.backlog(now, behind)))
                .delayUntil(backlog -> outbox.commit())
                .switchIfEmpty(Mono.fromRunnable(interruptions::lookGivenUp));
    }
}
