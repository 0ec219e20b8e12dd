package io.notificationhub.dlqadmin.letter;

import io.notificationhub.dlqadmin.request.DlqError;
import io.notificationhub.dlqadmin.request.Page;
import io.notificationhub.dlqadmin.request.Query;
import io.notificationhub.dlqadmin.request.Reason;
import io.notificationhub.web.Caller;
import io.notificationhub.web.MaxLength;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.TraceId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Looks at dead letters and decides about single ones. */
@RestController
// Said here, so that a client that takes no JSON is refused before anything is done.
@RequestMapping(path = "/api/v1/admin/dlq", produces = MediaType.APPLICATION_JSON_VALUE)
class DeskController {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    private final DeadLetters letters;
    private final Decisions decisions;

    DeskController(DeadLetters letters, Decisions decisions) {
        this.letters = letters;
        this.decisions = decisions;
    }

    /** Why a letter is sent again; force with a reason overrides expiry and ambiguity. */
    record ReplayBody(
            @Nullable Boolean force,

            @Nullable
            @MaxLength(Reason.LONGEST)
            @Pattern(regexp = Reason.VISIBLE, message = "must not contain control characters")
            String reason) {}

    /** Why a letter is never sent. */
    record DiscardBody(
            @NotBlank
            @MaxLength(Reason.LONGEST)
            @Pattern(regexp = Reason.VISIBLE, message = "must not contain control characters")
            String reason) {}

    @GetMapping
    Mono<Page<Line>> list(ServerHttpRequest request) {
        Query query = Query.of(request, "cursor", "limit");
        return page(Filter.ALL, query, query.limit("limit", PAGE, LARGEST_PAGE));
    }

    @GetMapping("/search")
    Mono<Page<Line>> search(ServerHttpRequest request) {
        Query query = Query.of(request, Filter.names("cursor", "size"));
        return page(Filter.of(query), query, query.limit("size", PAGE, LARGEST_PAGE));
    }

    private Mono<Page<Line>> page(Filter filter, Query query, int limit) {
        return letters.page(filter, query.cursor(), limit + 1)
                .map(found -> Page.of(found, limit, DeadLetter::attemptId, Line::of));
    }

    @GetMapping("/{attemptId}")
    Mono<Detail> one(@PathVariable String attemptId) {
        UUID id = Query.id("attemptId", attemptId);
        return letters.find(id)
                .map(Detail::of)
                .switchIfEmpty(Mono.error(
                        () -> ProblemException.of(DlqError.DEAD_LETTER_NOT_FOUND, "No dead letter has the id " + id)));
    }

    @PostMapping("/{attemptId}/replay")
    Mono<Detail> replay(
            @PathVariable String attemptId,
            @Valid @RequestBody(required = false) Mono<ReplayBody> body,
            @RequestHeader HttpHeaders headers) {
        UUID id = Query.id("attemptId", attemptId);
        return body.defaultIfEmpty(new ReplayBody(null, null))
                .map(given -> new Command.Replay(Boolean.TRUE.equals(given.force()), given.reason()))
                .flatMap(command -> decisions.decide(id, command, order(headers)))
                .map(Detail::of);
    }

    @PostMapping("/{attemptId}/discard")
    Mono<Detail> discard(
            @PathVariable String attemptId,
            @Valid @RequestBody Mono<DiscardBody> body,
            @RequestHeader HttpHeaders headers) {
        UUID id = Query.id("attemptId", attemptId);
        return body.map(given -> new Command.Discard(given.reason()))
                .flatMap(command -> decisions.decide(id, command, order(headers)))
                .map(Detail::of);
    }

    private static Order order(HttpHeaders headers) {
        return new Order(Caller.operator(headers), null, TraceId.traceparent(headers));
    }
}
