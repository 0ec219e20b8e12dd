package io.notificationhub.redis;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps event loops from opening the connection to Redis. Spring opens the first one on the thread of whoever calls, which blocks while Redis is
 * away; from then on Lettuce keeps it up by itself, and calls cost no change of threads any more.
 */
public final class FirstConnection {
    private volatile boolean made;

    /** The same call, on a thread that may block until one was answered. */
    public <T> Mono<T> awaited(Mono<T> call) {
        return Mono.defer(() ->
                made ? call : call.subscribeOn(Schedulers.boundedElastic()).doOnSuccess(answer -> made = true));
    }
}
