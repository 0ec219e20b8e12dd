package io.notificationhub.web;

import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The last stop of every failed request. Runs before Boot's own handler (order -1). */
@Order(-2)
final class ProblemExceptionHandler implements ErrorWebExceptionHandler {
    private final ProblemWriter writer;

    ProblemExceptionHandler(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        return writer.write(exchange, error);
    }
}
