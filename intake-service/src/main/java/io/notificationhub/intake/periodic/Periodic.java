package io.notificationhub.intake.periodic;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Runs a task again and again while the service runs, never twice at a time, with the interval between the end of one run and the start of the
 * next. A run that fails is logged; the next one comes in its time.
 */
public final class Periodic implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Periodic.class);

    private final String name;
    private final Duration interval;
    private final Supplier<Mono<Void>> task;
    private @Nullable Disposable running;

    public Periodic(String name, Duration interval, Supplier<Mono<Void>> task) {
        this.name = name;
        this.interval = interval;
        this.task = task;
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = Mono.delay(interval)
                    .then(Mono.defer(task).onErrorResume(error -> {
                        log.warn("Housekeeping of {} failed and is tried again later", name, error);
                        return Mono.empty();
                    }))
                    .repeat()
                    .subscribe();
        }
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }
}
