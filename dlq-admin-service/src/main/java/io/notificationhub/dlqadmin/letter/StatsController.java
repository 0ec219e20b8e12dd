package io.notificationhub.dlqadmin.letter;

import io.notificationhub.dlqadmin.request.Query;
import io.notificationhub.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tells how many letters came to the desk, and of what kind. */
@RestController
class StatsController {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Duration SPAN = Duration.ofHours(24);
    private static final Duration BUCKET = Duration.ofHours(1);
    private static final int MOST_BUCKETS = 2000;

    private final StatsQuery stats;
    private final Clock clock;

    StatsController(StatsQuery stats, Clock clock) {
        this.stats = stats;
        this.clock = clock;
    }

    @GetMapping("/api/v1/admin/dlq/stats")
    Mono<Stats> stats(ServerHttpRequest request) {
        Query query = Query.of(request, "from", "to", "bucket");
        Instant to = precise(query.instant("to"), clock.instant());
        Instant from = precise(query.instant("from"), to.minus(SPAN));
        Duration bucket = query.duration("bucket", BUCKET);
        if (bucket.toNanos() % NANOS_PER_MILLI != 0) {
            throw ProblemException.invalid("bucket", "must be whole milliseconds");
        }
        query.ordered("from", from, "to", to);
        if (Duration.between(from, to).dividedBy(bucket) >= MOST_BUCKETS) {
            throw ProblemException.invalid(
                    "bucket", "must be longer: at most " + MOST_BUCKETS + " buckets are counted");
        }
        return stats.count(from, to, bucket);
    }

    /** The database knows no nanoseconds, and buckets are found by their start. */
    private static Instant precise(@Nullable Instant given, Instant absent) {
        return (given == null ? absent : given).truncatedTo(ChronoUnit.MILLIS);
    }
}
