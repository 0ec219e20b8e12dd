package io.notificationhub.dlqadmin.console;

import io.notificationhub.contracts.ReplayRequested.Decision;
import io.notificationhub.dlqadmin.bulk.BulkDesk;
import io.notificationhub.dlqadmin.bulk.BulkJob;
import io.notificationhub.dlqadmin.bulk.BulkState;
import io.notificationhub.dlqadmin.letter.Filter;
import io.notificationhub.dlqadmin.letter.Refusal;
import io.notificationhub.dlqadmin.request.Query;
import io.notificationhub.dlqadmin.request.Reason;
import io.notificationhub.web.Caller;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.TraceId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Bulk actions: first what one would hit, then, confirmed with a reason, its progress. */
@Controller
@ResponseBody
@RequestMapping(path = "/console/{language:en|ko}", produces = "text/html;charset=UTF-8")
class BulkPages {
    private static final int LATEST = 30;
    private static final int FASTEST = 10_000;

    private final Pages pages;
    private final BulkDesk desk;
    private final Clock clock;

    BulkPages(Pages pages, BulkDesk desk, Clock clock) {
        this.pages = pages;
        this.desk = desk;
        this.clock = clock;
    }

    @PostMapping("/part/bulk/{operation:replay|discard}/preview")
    Mono<String> preview(@PathVariable String operation, ServerWebExchange exchange) {
        Decision decision = decision(operation);
        return Input.form(exchange).flatMap(fields -> {
            // What comes to the desk from now on was not counted, and so is not meant.
            Map<String, String> meant = new LinkedHashMap<>(fields);
            meant.putIfAbsent(
                    "to", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
            Filter filter = Filter.of(Query.of(meant, Filter.names()));
            return desk.preview(decision, filter, null, operator(exchange))
                    .map(preview -> pages.render(
                            "bulk-preview",
                            exchange.getRequest(),
                            new Model()
                                    .with("operation", operation)
                                    .with("replaying", decision == Decision.REPLAY)
                                    .with("count", preview.count())
                                    .with("any", preview.count() > 0)
                                    .with("sample", preview.sample())
                                    .with("filter", Input.hidden(meant))));
        });
    }

    @PostMapping("/part/bulk/{operation:replay|discard}/start")
    Mono<String> start(@PathVariable String operation, ServerWebExchange exchange) {
        return Input.form(exchange).flatMap(fields -> {
            Filter filter = Filter.of(Query.of(Input.without(fields, "reason", "ratePerSecond"), Filter.names()));
            Query query = Query.of(fields, Filter.names("reason", "ratePerSecond"));
            String reason = query.text("reason", Reason.LONGEST);
            if (reason == null) {
                return Mono.error(ProblemException.invalid("reason", "is required to execute"));
            }
            int rate = query.limit("ratePerSecond", 0, FASTEST);
            HttpHeaders headers = exchange.getRequest().getHeaders();
            return desk.start(
                            decision(operation),
                            filter,
                            reason,
                            rate == 0 ? null : rate,
                            operator(exchange),
                            TraceId.traceparent(headers))
                    .map(job -> pages.render("job", exchange.getRequest(), model(job, exchange.getRequest())));
        });
    }

    @GetMapping("/jobs")
    Mono<String> jobs(ServerHttpRequest request) {
        return desk.latest(LATEST)
                .map(jobs -> pages.render(
                        "jobs",
                        request,
                        new Model()
                                .with("atJobs", true)
                                .with("none", jobs.isEmpty())
                                .with(
                                        "jobs",
                                        jobs.stream()
                                                .map(job -> view(job, request))
                                                .toList())));
    }

    @GetMapping("/part/jobs/{jobId}")
    Mono<String> job(@PathVariable String jobId, ServerHttpRequest request) {
        return desk.find(Query.id("jobId", jobId)).map(job -> pages.render("job", request, model(job, request)));
    }

    @PostMapping("/part/jobs/{jobId}/cancel")
    Mono<String> cancel(@PathVariable String jobId, ServerWebExchange exchange) {
        return desk.cancel(Query.id("jobId", jobId), operator(exchange))
                .map(job -> pages.render("job", exchange.getRequest(), model(job, exchange.getRequest())));
    }

    private static Decision decision(String operation) {
        return operation.equals("replay") ? Decision.REPLAY : Decision.DISCARD;
    }

    private static Caller.Operator operator(ServerWebExchange exchange) {
        return Caller.operator(exchange.getRequest().getHeaders());
    }

    private Model model(BulkJob job, ServerHttpRequest request) {
        return new Model().with("job", view(job, request));
    }

    private Map<String, Object> view(BulkJob job, ServerHttpRequest request) {
        Texts texts = pages.texts(Language.of(request));
        boolean running = job.state() == BulkState.RUNNING;
        return new Model()
                .with("jobId", job.jobId())
                .with("jobOperation", texts.of("operation", job.operation().name()))
                .with("jobState", texts.of("job", job.state().name()))
                .with("jobStateName", job.state().name())
                .with("running", running)
                .with("total", job.totalCount())
                .with("most", Math.max(1, job.totalCount()))
                .with("processed", job.processedCount())
                .with("success", job.successCount())
                .with("failure", job.failureCount())
                .with("firstError", firstError(job.firstError(), texts))
                .with("jobReason", job.reason())
                .with("jobOperator", job.operator().name())
                .with("jobRate", rate(job.ratePerSecond()))
                .at("startedAt", job.startedAt())
                .at("finishedAt", job.finishedAt())
                .values();
    }

    /** Stored as the letter's id and why it was refused, for which the console has its own words. */
    private static @Nullable String firstError(@Nullable String stored, Texts texts) {
        int colon = stored == null ? -1 : stored.indexOf(": ");
        if (stored == null || colon < 0) {
            return stored;
        }
        String why = stored.substring(colon + 2);
        return stored.substring(0, colon + 2)
                + Refusal.told(why)
                        .map(refusal -> texts.of("refusal", refusal.name()))
                        .orElse(why);
    }

    private static @Nullable Object rate(@Nullable Integer ratePerSecond) {
        return ratePerSecond;
    }
}
