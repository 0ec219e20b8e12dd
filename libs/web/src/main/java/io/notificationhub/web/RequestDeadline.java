package io.notificationhub.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers 503 for a handler that has not begun its answer in time, and cancels it, so that an answer that got lost on its way from a database
 * or a broker keeps no caller waiting. An answer that has begun is left alone. Counted by {@code hub.http.timeouts}.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 6)
final class RequestDeadline implements WebFilter {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Duration timeout;
    private final Counter timeouts;

    RequestDeadline(Duration timeout, MeterRegistry metrics) {
        this.timeout = timeout;
        this.timeouts = metrics.counter("hub.http.timeouts");
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (timeout.isZero()) {
            return chain.filter(exchange);
        }
        ServerHttpResponse response = exchange.getResponse();
        Mono<Long> tooLate =
                Mono.delay(timeout).flatMap(tick -> response.isCommitted() ? Mono.never() : Mono.just(tick));
        return chain.filter(exchange).timeout(tooLate, Mono.error(this::unanswered));
    }

    private ProblemException unanswered() {
        timeouts.increment();
        return ProblemException.of(CommonError.TEMPORARILY_UNAVAILABLE, "The answer took too long")
                .retryAfter(RETRY_AFTER);
    }
}
