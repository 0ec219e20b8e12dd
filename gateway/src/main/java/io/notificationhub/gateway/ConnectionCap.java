package io.notificationhub.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** How many connections there may be at once. */
@Component
final class ConnectionCap {
    private final AtomicInteger open = new AtomicInteger();
    private final int most;
    private final MeterRegistry metrics;

    ConnectionCap(EdgeProperties properties, MeterRegistry metrics) {
        this.most = properties.maxConnections();
        this.metrics = metrics;
        metrics.gauge("hub.gateway.connections", open);
    }

    /** Whether there is room for this connection; if not it is closed. */
    @SuppressWarnings("FutureReturnValueIgnored") // nothing depends on how the closing goes
    boolean admits(Channel channel) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            metrics.counter("hub.gateway.connections.refused").increment();
            channel.close();
            return false;
        }
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        return true;
    }
}
