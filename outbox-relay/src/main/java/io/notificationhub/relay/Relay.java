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

/** Runs the relays of all schemas while the application runs. */
final class Relay implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration LONGEST_TURN = Duration.ofSeconds(10);

    private final List<SchemaRelay> relays;
    private volatile boolean stopping;
    private Mono<Void> finished = Mono.empty();
    private Disposable running = Disposables.disposed();

    Relay(List<SchemaRelay> relays) {
        this.relays = List.copyOf(relays);
    }

    @Override
    public void start() {
        stopping = false;
        finished = Flux.fromIterable(relays)
                .flatMap(relay -> relay.run(() -> stopping), Math.max(1, relays.size()))
                .then()
                .cache();
        running = finished.subscribe(nothing -> {}, error -> log.error("The relay ended", error));
    }

    @Override
    public void stop(Runnable callback) {
        stopping = true;
        finished.timeout(LONGEST_TURN)
                .onErrorResume(error -> {
                    running.dispose();
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
    public boolean isRunning() {
        return !running.isDisposed();
    }
}
