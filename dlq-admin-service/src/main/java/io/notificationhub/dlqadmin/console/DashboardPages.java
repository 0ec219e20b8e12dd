package io.notificationhub.dlqadmin.console;

import io.notificationhub.dlqadmin.letter.Causes;
import io.notificationhub.dlqadmin.letter.CausesQuery;
import io.notificationhub.dlqadmin.request.Query;
import io.notificationhub.dlqadmin.request.Span;
import io.notificationhub.dlqadmin.statistics.DeliveryStatistics;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import reactor.core.publisher.Mono;

/** What goes on now: deliveries, causes of dead letters, and how far behind the parts are. */
@Controller
@ResponseBody
class DashboardPages {
    private static final Logger log = LoggerFactory.getLogger(DashboardPages.class);
    private static final String HTML = "text/html;charset=UTF-8";
    private static final String CONSOLE = "/console/{language:en|ko}";
    private static final Duration LATELY = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);
    private static final int MOST_LAGS = 12;

    private final Pages pages;
    private final DeliveryStatistics deliveries;
    private final CausesQuery causes;
    private final Outboxes outboxes;
    private final ConsumerLag consumers;
    private final Clock clock;

    DashboardPages(
            Pages pages,
            DeliveryStatistics deliveries,
            CausesQuery causes,
            Outboxes outboxes,
            ConsumerLag consumers,
            Clock clock) {
        this.pages = pages;
        this.deliveries = deliveries;
        this.causes = causes;
        this.outboxes = outboxes;
        this.consumers = consumers;
        this.clock = clock;
    }

    @GetMapping({"/console", "/console/"})
    ResponseEntity<Void> home(ServerHttpRequest request) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/console/" + Language.of(request).code() + "/"))
                .build();
    }

    @GetMapping(
            path = {CONSOLE, CONSOLE + "/"},
            produces = HTML)
    Mono<String> dashboard(ServerHttpRequest request) {
        return Mono.just(pages.render("dashboard", request, new Model().with("atDashboard", true)));
    }

    /** For the charts: the last hour by the minute, and today and yesterday by channel. */
    @GetMapping(path = CONSOLE + "/part/deliveries.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Charts> charts(ServerHttpRequest request) {
        Texts texts = pages.texts(Language.of(request));
        return Mono.zip(deliveries.minutes(LATELY), deliveries.byChannel(lastDay()))
                .map(found -> Charts.of(found.getT1(), found.getT2(), clock.instant(), texts));
    }

    @GetMapping(path = CONSOLE + "/part/deliveries", produces = HTML)
    Mono<String> table(ServerHttpRequest request) {
        Texts texts = pages.texts(Language.of(request));
        return Mono.zip(deliveries.byChannel(lastDay()), deliveries.failures(lastDay()))
                .map(found -> pages.render(
                        "deliveries",
                        request,
                        new Model()
                                .with("vendors", DeliveryView.vendors(found.getT1(), texts))
                                .with("noVendors", found.getT1().channels().isEmpty())
                                .with("failures", DeliveryView.failures(found.getT2(), texts))
                                .with("noFailures", found.getT2().items().isEmpty())));
    }

    @GetMapping(path = CONSOLE + "/part/health", produces = HTML)
    Mono<String> health(ServerHttpRequest request) {
        Mono<Model> outbox = outboxes.backlogs()
                .map(backlogs -> new Model().with("outboxes", DeliveryView.outboxes(backlogs)))
                .onErrorResume(error -> unknown("outboxesUnknown", error));
        Mono<Model> lag = consumers
                .lags()
                .map(lags ->
                        new Model().with("lags", lags.stream().limit(MOST_LAGS).toList()))
                .onErrorResume(error -> unknown("lagsUnknown", error));
        return Mono.zip(outbox, lag)
                .map(both -> pages.render(
                        "health",
                        request,
                        new Model()
                                .with("a", both.getT1().values())
                                .with("b", both.getT2().values())));
    }

    private static Mono<Model> unknown(String name, Throwable error) {
        log.warn("The dashboard shows less: {}", error.toString());
        return Mono.just(new Model().with(name, true));
    }

    @GetMapping(
            path = {CONSOLE + "/causes", CONSOLE + "/part/causes"},
            produces = HTML)
    Mono<String> causes(ServerHttpRequest request) {
        Map<String, String> fields = Input.query(request);
        Query query = Query.of(fields, "from", "to", "by");
        List<Causes.By> by = query.choices("by", Causes.By::label, Causes.By.class);
        List<Causes.By> chosen = by.isEmpty() ? Causes.USUAL : by;
        boolean part = request.getPath().value().contains("/part/");
        Texts texts = pages.texts(Language.of(request));
        return causes.group(query.span(DAY, clock.instant()), chosen)
                .map(found -> pages.render(
                        part ? "causes" : "causes-page",
                        request,
                        CauseView.of(found, fields, texts).with("atCauses", true)));
    }

    private Span lastDay() {
        return new Span(clock.instant().minus(DAY), clock.instant());
    }
}
