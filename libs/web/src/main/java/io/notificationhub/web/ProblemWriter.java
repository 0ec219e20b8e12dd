package io.notificationhub.web;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes problem documents. An error that no translator knows is a fault of ours: it is logged with its stack trace, counted in
 * {@code hub.http.faults}, and the client learns nothing but the trace id.
 */
public final class ProblemWriter {
    private static final Logger log = LoggerFactory.getLogger(ProblemWriter.class);
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(1);

    private final List<ProblemTranslator> translators;
    private final JsonMapper json;
    private final Clock clock;
    private final MeterRegistry metrics;

    ProblemWriter(List<ProblemTranslator> translators, JsonMapper json, Clock clock, MeterRegistry metrics) {
        this.translators = List.copyOf(translators);
        this.json = json;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Answers with the problem the error stands for. */
    public Mono<Void> write(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted() || clientIsGone(error)) {
            return Mono.error(error);
        }
        return Mono.defer(() -> {
            ProblemException problem = translate(error, exchange);
            HttpHeaders headers = response.getHeaders();
            headers.clearContentHeaders();
            headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
            headers.setCacheControl("no-store");
            setHeaders(headers, problem);
            if (error instanceof MethodNotAllowedException wrongMethod) {
                headers.setAllow(wrongMethod.getSupportedMethods());
            }
            response.setStatusCode(problem.code().status());
            byte[] body = json.writeValueAsBytes(document(exchange, problem));
            DataBuffer buffer = response.bufferFactory().wrap(body);
            return response.writeWith(Mono.just(buffer));
        });
    }

    /** Says when to try again, where that may help, and what to authenticate with, where that is missing. */
    public static void setHeaders(HttpHeaders headers, ProblemException problem) {
        String challenge = problem.code().challenge();
        if (challenge != null) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        int status = problem.code().status().value();
        Duration wait = problem.retryAfter();
        if (wait == null && (status == 429 || status == 503)) {
            wait = DEFAULT_RETRY_AFTER;
        }
        if (wait != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, Math.ceilDiv(wait.toMillis(), 1000))));
        }
    }

    /** Nobody is there to be answered, and nobody is to blame. */
    private boolean clientIsGone(Throwable error) {
        return known(error) == null && DisconnectedClientHelper.isClientDisconnectedException(error);
    }

    /** The document for the problem as the answer to this exchange. */
    public Problem document(ServerWebExchange exchange, ProblemException problem) {
        return Problem.of(
                problem,
                exchange.getRequest().getPath().value(),
                clock.instant(),
                TraceId.of(exchange.getRequest().getHeaders()));
    }

    /** The problem that this error stands for, without a request around it (an item of a batch). */
    public ProblemException translate(Throwable error) {
        ProblemException known = known(error);
        if (known != null) {
            return known;
        }
        metrics.counter("hub.http.faults", "exception", error.getClass().getSimpleName())
                .increment();
        log.error("Unexpected error while handling a request", error);
        return ProblemException.of(CommonError.INTERNAL_ERROR, CommonError.INTERNAL_ERROR.title());
    }

    private ProblemException translate(Throwable error, ServerWebExchange exchange) {
        ProblemException known = known(error);
        if (known == null) {
            log.error(
                    "{} failed, trace {}",
                    exchange.getRequest().getMethod(),
                    TraceId.of(exchange.getRequest().getHeaders()));
            return translate(error);
        }
        return known;
    }

    private @Nullable ProblemException known(Throwable error) {
        for (ProblemTranslator translator : translators) {
            ProblemException problem = translator.translate(error);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }
}
