package io.notificationhub.relay;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs the relays of all schemas while the application runs; the first to stop, so that Kafka is still there for the turns in work. */
final class Relay implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final List<SchemaRelay> relays;
    private final Duration longestTurn;
    private StopSignal stop = new StopSignal();
    private Mono<Void> finished = Mono.empty();
    private Disposable running = Disposables.disposed();

    Relay(List<SchemaRelay> relays, Duration longestTurn) {
        this.relays = List.copyOf(relays);
        this.longestTurn = longestTurn;
    }

    @Override
    public synchronized void start() {
        StopSignal signal = new StopSignal();
        stop = signal;
        finished = Flux.fromIterable(relays)
                .flatMap(relay -> relay.run(signal), Math.max(1, relays.size()))
                .then()
                .cache();
        running = finished.subscribe(nothing -> {}, error -> log.error("The relay ended", error));
    }

    @Override
    public synchronized void stop(Runnable callback) {
        Disposable work = running;
        stop.give();
        finished.timeout(longestTurn)
                .onErrorResume(error -> {
                    work.dispose();
                    return Mono.empty();
                })
                .doFinally(signal -> callback.run())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public synchronized boolean isRunning() {
        return !running.isDisposed();
    }
}
