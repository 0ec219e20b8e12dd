package io.notificationhub.dlqadmin.console;

import io.notificationhub.dlqadmin.audit.Audit;
import io.notificationhub.dlqadmin.audit.AuditAction;
import io.notificationhub.dlqadmin.audit.AuditEntry;
import io.notificationhub.dlqadmin.request.Query;
import java.util.List;
import java.util.Map;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Who did what, newest first. */
@Controller
@ResponseBody
class AuditPages {
    private static final int PAGE = 50;
    private static final int LONGEST_ACTOR = 128;

    private final Pages pages;
    private final Audit audit;

    AuditPages(Pages pages, Audit audit) {
        this.pages = pages;
        this.audit = audit;
    }

    @GetMapping(path = "/console/{language:en|ko}/audit", produces = "text/html;charset=UTF-8")
    Mono<String> list(ServerHttpRequest request) {
        Map<String, String> fields = Input.query(request);
        Query query = Query.of(fields, "actor", "action", "cursor");
        return audit.page(
                        query.text("actor", LONGEST_ACTOR),
                        query.choice("action", AuditAction.class),
                        query.cursor(),
                        PAGE + 1)
                .map(found -> pages.render("audit", request, model(found, fields, request)));
    }

    private Model model(List<AuditEntry> found, Map<String, String> fields, ServerHttpRequest request) {
        boolean more = found.size() > PAGE;
        List<AuditEntry> shown = more ? found.subList(0, PAGE) : found;
        Texts texts = pages.texts(Language.of(request));
        return new Model()
                .with("atAudit", true)
                .with("given", fields)
                .with(
                        "actions",
                        Choices.options(AuditAction.values(), "action", fields.getOrDefault("action", ""), texts))
                .with(
                        "entries",
                        shown.stream()
                                .map(entry -> LetterView.entry(entry, texts))
                                .toList())
                .with("none", shown.isEmpty())
                .with("next", more ? next(shown.getLast(), fields, request) : null);
    }

    private static String next(AuditEntry last, Map<String, String> fields, ServerHttpRequest request) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath(request.getPath().value());
        Input.without(fields, "cursor").forEach(address::queryParam);
        return address.queryParam("cursor", last.id()).encode().toUriString();
    }
}
