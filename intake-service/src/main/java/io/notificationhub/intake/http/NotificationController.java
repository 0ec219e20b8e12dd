package io.notificationhub.intake.http;

import io.notificationhub.intake.accept.AcceptNotification;
import io.notificationhub.web.Caller;
import io.notificationhub.web.FieldProblem;
import io.notificationhub.web.Problem;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.ProblemWriter;
import io.notificationhub.web.TraceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Takes requests, one by one or in batches. */
@RestController
// Said here, so that a client that takes no JSON is refused before anything is stored.
@RequestMapping(path = "/api/v1/notifications", produces = MediaType.APPLICATION_JSON_VALUE)
class NotificationController {
    private static final int LARGEST_BATCH = 1000;
    private static final int BATCH_CONCURRENCY = 128;

    private final AcceptNotification accept;
    private final RequestReader reader;
    private final ProblemWriter problems;
    private final JsonMapper json;

    NotificationController(AcceptNotification accept, RequestReader reader, ProblemWriter problems, JsonMapper json) {
        this.accept = accept;
        this.reader = reader;
        this.problems = problems;
        this.json = json;
    }

    @PostMapping
    Mono<ResponseEntity<AcceptedBody>> post(@RequestHeader HttpHeaders headers, @RequestBody NotificationBody body) {
        Caller.Producer producer = Caller.producer(headers);
        String key = RequestReader.key(headers.getOrEmpty("Idempotency-Key"));
        return accept(producer, key, body, headers)
                .map(accepted -> ResponseEntity.status(accepted.httpStatus()).body(accepted));
    }

    /** What a batch is sent as; its items are read one by one, so that a bad one fails alone. */
    record BatchBody(@Nullable List<@Nullable JsonNode> items) {}

    record BatchAnswer(List<ItemAnswer> results) {}

    /** What the item would have got alone: {@link AcceptedBody} or a problem. */
    record ItemAnswer(int index, int status, Object body) {}

    @PostMapping("/batch")
    Mono<BatchAnswer> batch(
            @RequestHeader HttpHeaders headers, @RequestBody BatchBody batch, ServerWebExchange exchange) {
        Caller.Producer producer = Caller.producer(headers);
        List<@Nullable JsonNode> items = batch.items();
        if (items == null || items.isEmpty() || items.size() > LARGEST_BATCH) {
            throw ProblemException.invalid("items", "must have 1 to " + LARGEST_BATCH + " entries");
        }
        return Flux.fromIterable(byKey(items))
                .flatMap(
                        sameKey -> Flux.fromIterable(sameKey)
                                .concatMap(index -> Mono.defer(() -> item(producer, items.get(index), headers))
                                        .map(accepted -> new ItemAnswer(
                                                index, accepted.httpStatus().value(), accepted))
                                        .onErrorResume(error -> Mono.just(problem(index, error, exchange)))),
                        BATCH_CONCURRENCY)
                .collectSortedList(Comparator.comparingInt(ItemAnswer::index))
                .map(BatchAnswer::new);
    }

    /** The items' numbers. Those of one key take their turns, as if each had been sent alone: a later one learns what became of the first. */
    private static Collection<List<Integer>> byKey(List<@Nullable JsonNode> items) {
        Map<JsonNode, List<Integer>> numbers = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            JsonNode key = item == null ? MissingNode.getInstance() : item.path("idempotencyKey");
            numbers.computeIfAbsent(key, first -> new ArrayList<>()).add(i);
        }
        return numbers.values();
    }

    private Mono<AcceptedBody> item(Caller.Producer producer, @Nullable JsonNode item, HttpHeaders headers) {
        if (item == null || !item.isObject()) {
            throw ProblemException.invalid(List.of(new FieldProblem("item", "is no object")));
        }
        NotificationBody body = json.treeToValue(item, NotificationBody.class);
        return accept(producer, RequestReader.itemKey(body.idempotencyKey()), body, headers);
    }

    private ItemAnswer problem(int index, Throwable error, ServerWebExchange exchange) {
        ProblemException problem = problems.translate(error);
        Problem document = problems.document(exchange, problem);
        return new ItemAnswer(index, document.status(), document);
    }

    private Mono<AcceptedBody> accept(
            Caller.Producer producer, String key, NotificationBody body, HttpHeaders headers) {
        RequestReader.Read read = reader.read(producer.id(), key, body);
        return accept.accept(read.request(), read.key(), TraceId.traceparent(headers))
                .map(AcceptedBody::of);
    }
}
