package io.notificationhub.intake.http;

import io.notificationhub.intake.accept.AcceptNotification;
import io.notificationhub.web.Caller;
import io.notificationhub.web.Problem;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.ProblemWriter;
import io.notificationhub.web.RawJson;
import io.notificationhub.web.TraceId;
import io.notificationhub.web.WebProperties;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Takes requests, one by one or in batches. */
@RestController
// Said here, so that a client that takes no JSON is refused before anything is stored.
@RequestMapping(path = "/api/v1/notifications", produces = MediaType.APPLICATION_JSON_VALUE)
class NotificationController {
    private static final int BATCH_CONCURRENCY = 128;

    private final AcceptNotification accept;
    private final RequestReader reader;
    private final ProblemWriter problems;
    private final JsonMapper json;
    private final long largestItem;

    NotificationController(
            AcceptNotification accept,
            RequestReader reader,
            ProblemWriter problems,
            JsonMapper json,
            WebProperties properties) {
        this.accept = accept;
        this.reader = reader;
        this.problems = problems;
        this.json = json;
        this.largestItem = properties.maxBody().toBytes();
    }

    @PostMapping
    Mono<ResponseEntity<AcceptedBody>> post(@RequestHeader HttpHeaders headers, @RequestBody NotificationBody body) {
        Caller.Producer producer = Caller.producer(headers);
        String key = RequestReader.key(headers.getOrEmpty("Idempotency-Key"));
        return accept(producer, key, body, headers)
                .map(accepted -> ResponseEntity.status(accepted.httpStatus()).body(accepted));
    }

    record BatchAnswer(List<ItemAnswer> results) {}

    /** What the item would have got alone: {@link AcceptedBody} or a problem. */
    record ItemAnswer(int index, int status, Object body) {}

    /** Items of one key take their turns, as if each had been sent alone: a later one learns what became of the first. */
    @PostMapping("/batch")
    Mono<BatchAnswer> batch(
            @RequestHeader HttpHeaders headers, @RequestBody RawJson batch, ServerWebExchange exchange) {
        Caller.Producer producer = Caller.producer(headers);
        List<byte[]> items = BatchItems.of(batch);
        Map<String, List<Item>> byKey = IntStream.range(0, items.size())
                .mapToObj(index -> read(index, items.get(index)))
                .collect(Collectors.groupingBy(Item::key, LinkedHashMap::new, Collectors.toList()));
        return Flux.fromIterable(byKey.values())
                .flatMap(
                        sameKey -> Flux.fromIterable(sameKey)
                                .concatMap(item -> accept(producer, item, headers)
                                        .map(accepted -> new ItemAnswer(
                                                item.index(),
                                                accepted.httpStatus().value(),
                                                accepted))
                                        .onErrorResume(error -> Mono.just(problem(item.index(), error, exchange)))),
                        BATCH_CONCURRENCY)
                .collectSortedList(Comparator.comparingInt(ItemAnswer::index))
                .map(BatchAnswer::new);
    }

    /**
     * One of a batch.
     *
     * @param body fails if it can't be read
     */
    private record Item(int index, String key, Mono<NotificationBody> body) {}

    private Item read(int index, byte[] bytes) {
        try {
            NotificationBody body = body(bytes);
            return new Item(index, String.valueOf(body.idempotencyKey()), Mono.just(body));
        } catch (ProblemException | JacksonException unreadable) {
            return new Item(index, "", Mono.error(unreadable));
        }
    }

    private NotificationBody body(byte[] bytes) {
        if (bytes.length > largestItem) {
            throw ProblemException.tooLarge(largestItem);
        }
        NotificationBody body = json.readValue(bytes, NotificationBody.class);
        if (body == null) {
            throw ProblemException.noObject();
        }
        return body;
    }

    private Mono<AcceptedBody> accept(Caller.Producer producer, Item item, HttpHeaders headers) {
        return item.body()
                .flatMap(body -> accept(producer, RequestReader.itemKey(body.idempotencyKey()), body, headers));
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
