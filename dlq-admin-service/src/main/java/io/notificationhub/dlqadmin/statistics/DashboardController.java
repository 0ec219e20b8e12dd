package io.notificationhub.dlqadmin.statistics;

import io.notificationhub.dlqadmin.request.Query;
import io.notificationhub.dlqadmin.request.Span;
import io.notificationhub.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What the hub delivered: daily counts, success per channel and vendor, the latest failures. */
@RestController
@RequestMapping(path = "/api/v1/dashboard", produces = MediaType.APPLICATION_JSON_VALUE)
class DashboardController {
    private static final Duration USUAL = Duration.ofDays(7);
    private static final int MOST_DAYS = 400;

    private final DeliveryStatistics statistics;
    private final Clock clock;

    DashboardController(DeliveryStatistics statistics, Clock clock) {
        this.statistics = statistics;
        this.clock = clock;
    }

    @GetMapping("/delivery")
    Mono<Deliveries.Daily> delivery(ServerHttpRequest request) {
        return statistics.daily(span(request));
    }

    @GetMapping("/channels")
    Mono<Deliveries.ByChannel> channels(ServerHttpRequest request) {
        return statistics.byChannel(span(request));
    }

    @GetMapping("/failures")
    Mono<Deliveries.Failures> failures(ServerHttpRequest request) {
        return statistics.failures(span(request));
    }

    private Span span(ServerHttpRequest request) {
        Span span = Query.of(request, "from", "to").span(USUAL, clock.instant());
        if (Duration.between(span.from(), span.to()).toDays() > MOST_DAYS) {
            throw ProblemException.invalid("from", "must be at most " + MOST_DAYS + " days before to");
        }
        return span;
    }
}
