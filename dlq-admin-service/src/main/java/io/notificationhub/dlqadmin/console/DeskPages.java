package io.notificationhub.dlqadmin.console;

import io.notificationhub.dlqadmin.audit.Audit;
import io.notificationhub.dlqadmin.letter.Command;
import io.notificationhub.dlqadmin.letter.DeadLetter;
import io.notificationhub.dlqadmin.letter.DeadLetters;
import io.notificationhub.dlqadmin.letter.Decisions;
import io.notificationhub.dlqadmin.letter.DeskStatus;
import io.notificationhub.dlqadmin.letter.Filter;
import io.notificationhub.dlqadmin.letter.Order;
import io.notificationhub.dlqadmin.request.DlqError;
import io.notificationhub.dlqadmin.request.Query;
import io.notificationhub.dlqadmin.request.Reason;
import io.notificationhub.web.Caller;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.TraceId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The desk: dead letters, newest first, one by one, and what is decided about single ones. */
@Controller
@ResponseBody
@RequestMapping(path = "/console/{language:en|ko}", produces = "text/html;charset=UTF-8")
class DeskPages {
    private static final int PAGE = 50;

    private final Pages pages;
    private final DeadLetters letters;
    private final Decisions decisions;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;

    DeskPages(Pages pages, DeadLetters letters, Decisions decisions, Audit audit, JsonMapper json, Clock clock) {
        this.pages = pages;
        this.letters = letters;
        this.decisions = decisions;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/desk")
    Mono<String> desk(ServerHttpRequest request) {
        Map<String, String> fields = Input.query(request);
        Query query = Query.of(fields, Filter.names("status", "cursor"));
        Filter filter = Filter.of(query);
        DeskStatus status = query.choice("status", DeskStatus.class);
        return letters.newest(filter, status, query.cursor(), PAGE + 1)
                .map(found -> pages.render("desk", request, list(found, fields, request)));
    }

    private Model list(List<DeadLetter> found, Map<String, String> fields, ServerHttpRequest request) {
        Texts texts = pages.texts(Language.of(request));
        boolean more = found.size() > PAGE;
        List<DeadLetter> shown = more ? found.subList(0, PAGE) : found;
        return new Model()
                .with("atDesk", true)
                .with("choices", Choices.of(fields, texts))
                .with("given", fields)
                .with("filter", Input.hidden(Input.without(fields, "status", "cursor")))
                .with(
                        "letters",
                        shown.stream()
                                .map(letter -> LetterView.line(letter, texts))
                                .toList())
                .with("none", shown.isEmpty())
                .with("next", more ? next(fields, shown.getLast().attemptId(), request) : null);
    }

    private static String next(Map<String, String> fields, UUID last, ServerHttpRequest request) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath(request.getPath().value());
        Input.without(fields, "cursor").forEach(address::queryParam);
        return address.queryParam("cursor", last).encode().toUriString();
    }

    @GetMapping("/desk/{attemptId}")
    Mono<String> one(@PathVariable String attemptId, ServerHttpRequest request) {
        return letters.find(Query.id("attemptId", attemptId))
                .switchIfEmpty(unknown(attemptId))
                .flatMap(letter -> page("letter", letter, request));
    }

    private static <T> Mono<T> unknown(String attemptId) {
        return Mono.error(
                () -> ProblemException.of(DlqError.DEAD_LETTER_NOT_FOUND, "No dead letter has the id " + attemptId));
    }

    private Mono<String> page(String template, DeadLetter letter, ServerHttpRequest request) {
        Texts texts = pages.texts(Language.of(request));
        return audit.about(letter.attemptId())
                .map(entries -> pages.render(
                        template,
                        request,
                        new Model()
                                .with("atDesk", true)
                                .with("letter", LetterView.detail(letter, texts, json, clock.instant()))
                                .with(
                                        "entries",
                                        entries.stream()
                                                .map(entry -> LetterView.entry(entry, texts))
                                                .toList())));
    }

    @PostMapping("/part/desk/{attemptId}/replay")
    Mono<String> replay(@PathVariable String attemptId, ServerWebExchange exchange) {
        return Input.form(exchange).flatMap(fields -> {
            Query query = Query.of(fields, "reason", "force");
            boolean force = query.text("force", 5) != null;
            return decide(attemptId, new Command.Replay(force, reason(query)), exchange);
        });
    }

    @PostMapping("/part/desk/{attemptId}/discard")
    Mono<String> discard(@PathVariable String attemptId, ServerWebExchange exchange) {
        return Input.form(exchange).flatMap(fields -> {
            String reason = reason(Query.of(fields, "reason"));
            return reason == null
                    ? Mono.error(ProblemException.invalid("reason", "is required"))
                    : decide(attemptId, new Command.Discard(reason), exchange);
        });
    }

    private static @Nullable String reason(Query query) {
        return query.text("reason", Reason.LONGEST);
    }

    private Mono<String> decide(String attemptId, Command command, ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        Order order = new Order(Caller.operator(headers), null, TraceId.traceparent(headers));
        return decisions
                .decide(Query.id("attemptId", attemptId), command, order)
                .flatMap(letter -> page("decision", letter, exchange.getRequest()));
    }
}
