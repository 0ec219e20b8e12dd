package io.notificationhub.web;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import io.r2dbc.spi.R2dbcTimeoutException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Endpoints with everything a request can get wrong. */
@RestController
class ThingController {

    /** How many calls of {@code /silent} were given up. */
    static final AtomicInteger CANCELLED = new AtomicInteger();

    record Part(@NotBlank String id, int weight) {}

    record Thing(
            @NotBlank @Size(max = 10) String name,
            int count,
            @Nullable Boolean flag,
            @Nullable Kind kind,
            @Nullable Instant at,
            @Nullable UUID ref,
            @Nullable @Size(max = 2) List<Channel> channels,
            @Nullable Map<String, String> payload,
            @Nullable @Valid List<Part> parts) {}

    static final class OutOfStock extends RuntimeException {}

    /** Answers on another thread, after whatever came with the request has been read. */
    @GetMapping("/later")
    Mono<String> later() {
        return Mono.delay(Duration.ofMillis(50)).map(tick -> "later");
    }

    @PostMapping("/things")
    Mono<Thing> create(@Valid @RequestBody Mono<Thing> thing) {
        return thing;
    }

    @PostMapping(path = "/things/batch", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Integer> batch(@RequestBody Mono<String> body) {
        return body.map(String::length);
    }

    @GetMapping("/things/{id}")
    String get(
            @PathVariable UUID id,
            @RequestParam @Max(100) int limit,
            @RequestParam(required = false) @Nullable Kind kind,
            @RequestHeader("X-Needed") String needed) {
        return id + " " + limit + " " + kind + " " + needed;
    }

    @GetMapping("/fails/{how}")
    Mono<String> fail(@PathVariable String how) {
        return switch (how) {
            case "unexpected" -> Mono.error(new IllegalStateException("password=hunter2 for jane@example.com"));
            case "thrown" -> throw new NullPointerException("at com.example.Secret");
            case "error" -> Mono.error(new AssertionError("password=hunter2"));
            case "storeAway" ->
                Mono.error(new IllegalStateException(new DataAccessResourceFailureException("10.0.0.7 refused")));
            case "storeBusy" -> Mono.error(new R2dbcTimeoutException("acquire"));
            case "noTransaction" -> Mono.error(new CannotCreateTransactionException("no connection"));
            case "clientGone" -> Mono.error(new IOException("Broken pipe"));
            case "outOfStock" -> Mono.error(new OutOfStock());
            case "limited" ->
                Mono.error(ProblemException.of(CommonError.TEMPORARILY_UNAVAILABLE, "Slow down")
                        .retryAfter(Duration.ofMillis(1201)));
            case "atOnce" ->
                Mono.error(ProblemException.of(CommonError.TEMPORARILY_UNAVAILABLE, "Slow down")
                        .retryAfter(Duration.ZERO));
            case "members" ->
                Mono.error(ProblemException.of(CommonError.FORBIDDEN, "No")
                        .with("retryAfterMillis", 1200)
                        .with("channel", Channel.SMS)
                        .withErrors(List.of(new FieldProblem("payload.name", "is missing"))));
            default ->
                Mono.error(new ResponseStatusException(HttpStatus.valueOf(Integer.parseInt(how)), "inner words"));
        };
    }

    @GetMapping("/silent")
    Mono<String> silent() {
        return Mono.<String>never().doOnCancel(CANCELLED::incrementAndGet);
    }

    @GetMapping(path = "/dripping", produces = MediaType.TEXT_PLAIN_VALUE)
    Flux<String> dripping() {
        return Flux.interval(Duration.ZERO, Duration.ofMillis(150)).take(5).map(String::valueOf);
    }

    @GetMapping("/callers/producer")
    Caller.Producer producer(@RequestHeader HttpHeaders headers) {
        return Caller.producer(headers);
    }

    @GetMapping("/callers/operator")
    Caller.Operator operator(@RequestHeader HttpHeaders headers) {
        return Caller.operator(headers);
    }
}
