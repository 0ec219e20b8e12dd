package io.notificationhub.dlqadmin.bulk;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Looks for bulk jobs that nobody works on, as long as this replica runs. */
@Component
final class BulkRunner implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BulkRunner.class);

    private final BulkWork work;
    private final BulkProperties properties;

    private volatile boolean running;
    private Sinks.Empty<Void> stopRequest = Sinks.empty();
    private Sinks.Empty<Void> stopped = Sinks.empty();

    BulkRunner(BulkWork work, BulkProperties properties) {
        this.work = work;
        this.properties = properties;
    }

    @Override
    public void start() {
        running = true;
        stopRequest = Sinks.empty();
        stopped = Sinks.empty();
        Sinks.Empty<Void> end = stopped;
        Flux.interval(properties.poll())
                .onBackpressureDrop()
                .takeUntilOther(stopRequest.asMono())
                .flatMap(tick -> takeAndWork(), properties.parallelJobs(), 1)
                .doFinally(signal -> end.tryEmitEmpty())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    /** Finishes the letters in hand and gives the jobs back, so that another replica goes on at once. */
    @Override
    public void stop(Runnable callback) {
        running = false;
        stopRequest.tryEmitEmpty();
        stopped.asMono().subscribe(ignored -> {}, error -> callback.run(), callback);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private Mono<Void> takeAndWork() {
        // The job stays stored and its lease runs out: it is tried again, here or elsewhere.
        return work.takeOne(this::isRunning).onErrorResume(error -> {
            log.warn("A bulk job waits: {}", error.toString());
            return Mono.empty();
        });
    }
}
