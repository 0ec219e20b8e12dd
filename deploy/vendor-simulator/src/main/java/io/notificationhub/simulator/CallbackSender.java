package io.notificationhub.simulator;

import io.netty.buffer.Unpooled;
import io.netty.util.CharsetUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.util.retry.Retry;

/** Makes the vendors' callbacks: later, off the event loops, again after a failure to connect or a 5xx, and boundedly many at once. */
final class CallbackSender implements Disposable {
    private static final Logger log = LoggerFactory.getLogger(CallbackSender.class);
    private static final int MOST_WAITING = 100_000;
    private static final int CONNECTIONS = 64;
    private static final int SERVER_ERROR = 500;
    private static final int CLIENT_ERROR = 400;

    private final ConnectionProvider connections;
    private final HttpClient client;
    private final Disposable.Composite waiting = Disposables.composite();
    private final AtomicInteger count = new AtomicInteger();

    CallbackSender(LoopResources loops) {
        this.connections = ConnectionProvider.builder("callbacks")
                .maxConnections(CONNECTIONS)
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(Duration.ofMinutes(1))
                .build();
        // Reactor Netty would repeat a POST on a reset connection by itself; here only the rule below repeats.
        this.client =
                HttpClient.create(connections).runOn(loops).disableRetry(true).responseTimeout(Duration.ofSeconds(10));
    }

    /** Sends what {@code callback} words after the delay; nothing if it words none. */
    void send(Duration delay, Supplier<Optional<Callback>> callback) {
        if (count.incrementAndGet() > MOST_WAITING) {
            count.decrementAndGet();
            log.warn("callback dropped: {} are already waiting", MOST_WAITING);
            return;
        }
        Disposable.Swap handle = Disposables.swap();
        waiting.add(handle);
        Disposable sending = Mono.delay(delay)
                .flatMap(tick -> Mono.justOrEmpty(callback.get()))
                .flatMap(this::post)
                .doFinally(signal -> {
                    count.decrementAndGet();
                    waiting.remove(handle);
                })
                .subscribe(nothing -> {}, failure -> log.warn("callback not delivered: {}", failure.toString()));
        handle.update(sending);
    }

    @Override
    public void dispose() {
        waiting.dispose();
        connections.dispose();
    }

    private Mono<Void> post(Callback callback) {
        return client.headers(headers -> {
                    headers.set("Content-Type", callback.contentType());
                    callback.headers().forEach(headers::set);
                })
                .post()
                .uri(callback.url())
                .send(Mono.fromSupplier(() -> Unpooled.copiedBuffer(callback.body(), CharsetUtil.UTF_8)))
                .responseSingle((response, body) ->
                        body.then(Mono.just(response.status().code())))
                .flatMap(status -> status >= SERVER_ERROR
                        ? Mono.<Integer>error(new IOException("answered " + status))
                        : Mono.just(status))
                .retryWhen(Retry.backoff(3, Duration.ofSeconds(1))
                        .jitter(0)
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .doOnNext(status -> {
                    if (status >= CLIENT_ERROR) {
                        log.warn(
                                "callback to {} was refused with {}",
                                callback.url().getPath(),
                                status);
                    }
                })
                .then();
    }
}
