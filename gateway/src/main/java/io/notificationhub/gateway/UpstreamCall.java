package io.notificationhub.gateway;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import reactor.util.retry.Retry;

/**
 * One call of a service: the same path and query on the service's address. A read that reached no service is tried again, anything else is
 * not: the client knows whether its request may be repeated. A service that doesn't answer is 503 with {@code Retry-After}; one that fails half
 * of its calls for one kind of traffic is left alone with that kind for a moment, so that it can recover and nobody waits for it.
 */
final class UpstreamCall implements GlobalFilter, Ordered {
    private static final Logger log = LoggerFactory.getLogger(UpstreamCall.class);
    private static final long NANOS_BETWEEN_WARNINGS = TimeUnit.SECONDS.toNanos(10);

    private final UpstreamProperties properties;
    private final Map<Upstream, String> addresses = new EnumMap<>(Upstream.class);
    private final Map<Upstream, AtomicLong> warned = new EnumMap<>(Upstream.class);
    private final Retry unlessReached;
    private final MeterRegistry metrics;
    private final Map<Endpoint, CircuitBreaker> breakers = new EnumMap<>(Endpoint.class);

    UpstreamCall(UpstreamProperties properties, MeterRegistry metrics) {
        this.properties = properties;
        this.metrics = metrics;
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(properties.breakerWindow())
                .minimumNumberOfCalls(properties.breakerMinimum())
                .waitDurationInOpenState(properties.breakerOpen())
                .permittedNumberOfCallsInHalfOpenState(5)
                .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(metrics);
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.upstream() != null && endpoint.traffic() != null) {
                String name =
                        endpoint.upstream().label() + "." + endpoint.traffic().label();
                breakers.put(endpoint, registry.circuitBreaker(name));
            }
        }
        for (Upstream upstream : Upstream.values()) {
            String address = properties.of(upstream).toString();
            addresses.put(upstream, address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
            warned.put(upstream, new AtomicLong(now() - NANOS_BETWEEN_WARNINGS));
        }
        this.unlessReached = Retry.backoff(properties.connectRetries(), Duration.ofMillis(50))
                .maxBackoff(Duration.ofMillis(200))
                .filter(UpstreamCall::reachedNobody)
                .onRetryExhaustedThrow((retry, signal) -> signal.failure());
    }

    /** Around the filters that call the service and write its answer. */
    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Endpoint endpoint = exchange.getRequiredAttribute(Door.ENDPOINT);
        Upstream upstream = Objects.requireNonNull(endpoint.upstream());
        exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, target(upstream, exchange));
        CircuitBreaker breaker = Objects.requireNonNull(breakers.get(endpoint));
        if (!breaker.tryAcquirePermission()) {
            return Mono.error(unavailable("The service is left alone for a moment, it did not answer before"));
        }
        long began = now();
        HttpMethod method = exchange.getRequest().getMethod();
        Mono<Void> call = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
                ? repeatable(exchange, chain).retryWhen(unlessReached)
                : chain.filter(exchange);
        return call.doOnSuccess(done -> breaker.onSuccess(now() - began, TimeUnit.NANOSECONDS))
                .doOnCancel(breaker::releasePermission)
                .onErrorMap(error -> {
                    Throwable told = isOutage(error) ? unavailable(upstream, error) : error;
                    if (isUnavailable(told) && !lacksConnection(error)) {
                        breaker.onError(now() - began, TimeUnit.NANOSECONDS, error);
                    } else {
                        breaker.releasePermission();
                    }
                    return told;
                });
    }

    /** All connections are in use, perhaps by one kind of traffic alone: that says nothing about the service to the others. */
    private static boolean lacksConnection(Throwable error) {
        return error instanceof PoolAcquirePendingLimitException || error instanceof PoolAcquireTimeoutException;
    }

    private URI target(Upstream upstream, ServerWebExchange exchange) {
        URI asked = exchange.getRequest().getURI();
        String target = addresses.get(upstream) + asked.getRawPath();
        String query = asked.getRawQuery();
        return URI.create(query == null ? target : target + "?" + query);
    }

    private static Mono<Void> repeatable(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Mono.defer(() -> {
            exchange.getAttributes().remove(GATEWAY_ALREADY_ROUTED_ATTR);
            return chain.filter(exchange);
        });
    }

    /** A connection that was refused, or, having been kept alive, was closed the moment it was used. */
    private static boolean reachedNobody(Throwable error) {
        return (error instanceof ConnectException && !(error instanceof ConnectTimeoutException))
                || error instanceof PrematureCloseException;
    }

    /** Whoever found it out: this class, or {@link AnswerHeaders} by an answer that no service of the hub gives. */
    private static boolean isUnavailable(Throwable error) {
        return error instanceof ProblemException problem && problem.code() == CommonError.TEMPORARILY_UNAVAILABLE;
    }

    private static boolean isOutage(Throwable error) {
        return error instanceof IOException
                || error instanceof ChannelException
                || error instanceof TimeoutException
                || error instanceof PoolAcquirePendingLimitException
                || error instanceof AbortedException;
    }

    private ProblemException unavailable(Upstream upstream, Throwable error) {
        metrics.counter(
                        "hub.gateway.upstream.failures",
                        "upstream",
                        upstream.label(),
                        "reason",
                        error.getClass().getSimpleName())
                .increment();
        AtomicLong last = warned.get(upstream);
        long before = last == null ? 0 : last.get();
        long now = now();
        if (last != null && now - before >= NANOS_BETWEEN_WARNINGS && last.compareAndSet(before, now)) {
            log.warn("{} does not answer: {}", upstream.label(), error.toString());
        }
        return unavailable("The service is not available");
    }

    private ProblemException unavailable(String detail) {
        return ProblemException.of(CommonError.TEMPORARILY_UNAVAILABLE, detail).retryAfter(properties.retryAfter());
    }

    private long now() {
        return metrics.config().clock().monotonicTime();
    }
}
