package io.notificationhub.dlqadmin.bulk;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.notificationhub.contracts.ReplayRequested.Decision;
import io.notificationhub.dlqadmin.letter.Filter;
import io.notificationhub.dlqadmin.request.Query;
import io.notificationhub.dlqadmin.request.Reason;
import io.notificationhub.web.Caller;
import io.notificationhub.web.MaxLength;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.TraceId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Decides about many dead letters at once. Without {@code confirm: true} nothing happens but a count. */
@RestController
// Said here, so that a client that takes no JSON is refused before anything is done.
@RequestMapping(path = "/api/v1/admin/dlq", produces = MediaType.APPLICATION_JSON_VALUE)
class BulkController {
    private final BulkDesk desk;

    BulkController(BulkDesk desk) {
        this.desk = desk;
    }

    /** The filter's fields stand in {@code filter} or beside the others; a field that isn't known is refused, because it would mean "all". */
    record BulkBody(
            @Nullable Boolean confirm,

            @Nullable
            @MaxLength(Reason.LONGEST)
            @Pattern(regexp = Reason.VISIBLE, message = "must not contain control characters")
            String reason,

            @Nullable @Min(1) @Max(10_000) Integer ratePerSecond,
            @Nullable Map<String, String> filter,
            @JsonAnySetter @Nullable Map<String, String> others) {

        Filter wanted() {
            Map<String, String> fields = new LinkedHashMap<>();
            List.of(
                            filter == null ? Map.<String, String>of() : filter,
                            others == null ? Map.<String, String>of() : others)
                    .forEach(given -> given.forEach((name, value) -> {
                        if (value != null && fields.put(name, value) != null) {
                            throw ProblemException.invalid(name, "must stand once");
                        }
                    }));
            return Filter.of(Query.of(fields, Filter.names()));
        }

        String reasonToExecute() {
            if (reason == null || reason.isBlank()) {
                throw ProblemException.invalid("reason", "is required to execute");
            }
            return reason;
        }
    }

    /** What would be done, or is being done. */
    record BulkAnswer(
            Mode mode,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            UUID jobId,

            long estimatedCount,
            @Nullable List<UUID> sampleAttemptIds) {

        /** Whether anything happens. */
        enum Mode {
            DRY_RUN,
            EXECUTING
        }
    }

    /** How far a job is. */
    record JobView(
            UUID jobId,
            Decision operation,
            BulkState state,
            long totalCount,
            long processedCount,
            long successCount,
            long failureCount,
            @Nullable String firstError,
            Instant startedAt,
            @Nullable Instant finishedAt) {

        static JobView of(BulkJob job) {
            return new JobView(
                    job.jobId(),
                    job.operation(),
                    job.state(),
                    job.totalCount(),
                    job.processedCount(),
                    job.successCount(),
                    job.failureCount(),
                    job.firstError(),
                    job.startedAt(),
                    job.finishedAt());
        }
    }

    @PostMapping("/bulk-replay")
    Mono<BulkAnswer> replay(@Valid @RequestBody Mono<BulkBody> body, @RequestHeader HttpHeaders headers) {
        return body.flatMap(given -> act(Decision.REPLAY, given, headers));
    }

    @PostMapping("/bulk-discard")
    Mono<BulkAnswer> discard(@Valid @RequestBody Mono<BulkBody> body, @RequestHeader HttpHeaders headers) {
        return body.flatMap(given -> act(Decision.DISCARD, given, headers));
    }

    private Mono<BulkAnswer> act(Decision decision, BulkBody body, HttpHeaders headers) {
        Caller.Operator operator = Caller.operator(headers);
        Filter filter = body.wanted();
        if (!Boolean.TRUE.equals(body.confirm())) {
            return desk.preview(decision, filter, body.reason(), operator)
                    .map(preview -> new BulkAnswer(BulkAnswer.Mode.DRY_RUN, null, preview.count(), preview.sample()));
        }
        return desk.start(
                        decision,
                        filter,
                        body.reasonToExecute(),
                        body.ratePerSecond(),
                        operator,
                        TraceId.traceparent(headers))
                .map(job -> new BulkAnswer(BulkAnswer.Mode.EXECUTING, job.jobId(), job.totalCount(), null));
    }

    @GetMapping("/bulk-jobs/{jobId}")
    Mono<JobView> job(@PathVariable String jobId) {
        return desk.find(Query.id("jobId", jobId)).map(JobView::of);
    }

    @PostMapping("/bulk-jobs/{jobId}/cancel")
    Mono<JobView> cancel(@PathVariable String jobId, @RequestHeader HttpHeaders headers) {
        return desk.cancel(Query.id("jobId", jobId), Caller.operator(headers)).map(JobView::of);
    }
}
