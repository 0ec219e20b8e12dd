package io.notificationhub.dlqadmin.letter;

import io.notificationhub.dlqadmin.request.Query;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tells the causes of dead letters, each with the filter by which a bulk action takes all of it. */
@RestController
class CausesController {
    private static final Duration USUAL = Duration.ofHours(24);

    private final CausesQuery causes;
    private final Clock clock;

    CausesController(CausesQuery causes, Clock clock) {
        this.causes = causes;
        this.clock = clock;
    }

    @GetMapping(path = "/api/v1/admin/dlq/causes", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Causes> causes(ServerHttpRequest request) {
        Query query = Query.of(request, "from", "to", "by");
        List<Causes.By> by = query.choices("by", Causes.By::label, Causes.By.class);
        return causes.group(query.span(USUAL, clock.instant()), by.isEmpty() ? Causes.USUAL : by);
    }
}
