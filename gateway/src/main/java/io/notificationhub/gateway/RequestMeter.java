package io.notificationhub.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Times requests as {@code http.server.requests}, like the observations of the other services, of which one alone would cost more than all
 * that the gateway itself does.
 */
@Component
final class RequestMeter {
    /** As nginx has it; nobody gets to see it. */
    static final HttpStatusCode CLOSED_BY_CLIENT = HttpStatusCode.valueOf(499);

    private final MeterRegistry metrics;
    private final AccessLog access;
    private final Map<Request, Timer> timers = new ConcurrentHashMap<>();

    RequestMeter(MeterRegistry metrics, AccessLog access) {
        this.metrics = metrics;
        this.access = access;
    }

    long now() {
        return metrics.config().clock().monotonicTime();
    }

    /** Counts and logs a request that ended now, or that its client gave up. */
    void record(ServerWebExchange exchange, long began, boolean cancelled) {
        Endpoint endpoint = exchange.getAttribute(Door.ENDPOINT);
        HttpStatusCode answered =
                cancelled ? CLOSED_BY_CLIENT : exchange.getResponse().getStatusCode();
        int status = answered == null ? 200 : answered.value();
        long took = now() - began;
        timers.computeIfAbsent(new Request(endpoint, exchange.getRequest().getMethod(), status), this::timer)
                .record(took, TimeUnit.NANOSECONDS);
        access.write(exchange, status, Duration.ofNanos(took));
    }

    private Timer timer(Request request) {
        return Timer.builder("http.server.requests")
                .tag("uri", request.endpoint == null ? "UNKNOWN" : request.endpoint.prefix() + "/**")
                .tag("method", request.method == null ? "OTHER" : request.method.name())
                .tag("status", Integer.toString(request.status))
                .tag("outcome", outcome(request.status))
                .register(metrics);
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            default -> "SERVER_ERROR";
        };
    }

    /** What a client can make up, an unknown path or method, is not told apart: there is no end of it. */
    private record Request(
            @Nullable Endpoint endpoint, @Nullable HttpMethod method, int status) {
        Request {
            method = endpoint == null || method == null || endpoint.access(method) == null ? null : method;
        }
    }
}
