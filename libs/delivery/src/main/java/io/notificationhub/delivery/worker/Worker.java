package io.notificationhub.delivery.worker;

import io.notificationhub.delivery.kafka.RecordFlow;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/** The flows of a channel's two lanes, started and stopped with the application. Each has its own window, so bulk never delays priority. */
final class Worker implements SmartLifecycle, HealthIndicator {
    private final Supplier<List<RecordFlow>> flows;
    private volatile List<RecordFlow> lanes = List.of();
    private volatile boolean started;

    /** A worker that makes its flows anew at each start: a flow runs once. */
    Worker(Supplier<List<RecordFlow>> flows) {
        this.flows = flows;
    }

    @Override
    public void start() {
        lanes = List.copyOf(flows.get());
        lanes.forEach(RecordFlow::start);
        started = true;
    }

    @Override
    public void stop() {
        CompletableFuture.allOf(lanes.stream()
                        .map(lane -> CompletableFuture.runAsync(lane::stop))
                        .toArray(CompletableFuture[]::new))
                .join();
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    @Override
    public Health health() {
        boolean alive = started && lanes.stream().allMatch(RecordFlow::isRunning);
        return (alive ? Health.up() : Health.down()).build();
    }
}
