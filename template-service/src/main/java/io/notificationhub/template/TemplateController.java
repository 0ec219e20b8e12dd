package io.notificationhub.template;

import io.notificationhub.templating.LocaleTag;
import io.notificationhub.web.Caller;
import io.notificationhub.web.HubHeaders;
import io.notificationhub.web.ListCursor;
import io.notificationhub.web.ListQuery;
import io.notificationhub.web.TraceId;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Templates over HTTP. Operators write; producers and operators read and preview. Bodies are read after the caller is known. */
@RestController
// Said here, so that a client that takes no JSON is refused before anything is stored.
@RequestMapping(path = "/api/v1/templates", produces = MediaType.APPLICATION_JSON_VALUE)
class TemplateController {
    private final Templates templates;
    private final TemplateCatalogue catalogue;
    private final TemplateProperties properties;

    TemplateController(Templates templates, TemplateCatalogue catalogue, TemplateProperties properties) {
        this.templates = templates;
        this.catalogue = catalogue;
        this.properties = properties;
    }

    @PostMapping
    Mono<ResponseEntity<TemplateViews.One>> create(
            @RequestHeader HttpHeaders headers, @Valid @RequestBody Mono<TemplateRequests.Create> body) {
        Caller.Operator operator = Caller.operator(headers);
        return body.flatMap(request -> {
                    TemplateName name = new TemplateName(
                            request.key(), TemplateParameters.locale(request.locale()), request.channelType());
                    return templates.create(name, request.text(), operator, TraceId.traceparent(headers));
                })
                .map(template -> ResponseEntity.created(URI.create(
                                "/api/v1/templates/" + template.name().key()))
                        .body(TemplateViews.One.of(template, null)));
    }

    @PutMapping("/{id}")
    Mono<TemplateViews.One> revise(
            @RequestHeader HttpHeaders headers,
            @PathVariable String id,
            @Valid @RequestBody Mono<TemplateRequests.Revise> body) {
        Caller.Operator operator = Caller.operator(headers);
        UUID template = TemplateParameters.uuid("id", id);
        return body.flatMap(
                        request -> templates.revise(template, request.text(), operator, TraceId.traceparent(headers)))
                .map(revised -> TemplateViews.One.of(revised, null));
    }

    @PostMapping("/{key}/preview")
    Mono<TemplateViews.Rendering> preview(
            @RequestHeader HttpHeaders headers,
            @PathVariable String key,
            @Valid @RequestBody Mono<TemplateRequests.Preview> body) {
        requireReader(headers);
        String known = TemplateParameters.key(key);
        return body.flatMap(request -> {
                    LocaleTag locale =
                            request.locale() == null ? LocaleTag.FALLBACK : TemplateParameters.locale(request.locale());
                    return templates.preview(new TemplateName(known, locale, request.channelType()), request.values());
                })
                .map(TemplateViews.Rendering::of);
    }

    @GetMapping
    Mono<TemplateViews.Page> list(
            @RequestHeader HttpHeaders headers, @RequestParam MultiValueMap<String, String> parameters) {
        requireReader(headers);
        ListQuery query = new ListQuery(parameters);
        int limit = query.limit(properties.pageSize(), properties.maxPageSize());
        TemplateCatalogue.Filter filter = TemplateParameters.filter(query);
        ListCursor cursor = ListCursor.of(filter.key(), filter.locale(), filter.channel());
        // One more than asked for tells whether there is a next page.
        return catalogue
                .list(filter, query.after(cursor), limit + 1)
                .collectList()
                .map(found -> page(found, limit, cursor));
    }

    private static TemplateViews.Page page(List<Template> found, int limit, ListCursor cursor) {
        boolean more = found.size() > limit;
        List<Template> items = more ? found.subList(0, limit) : found;
        return new TemplateViews.Page(
                items.stream().map(item -> TemplateViews.One.of(item, null)).toList(),
                more ? cursor.after(items.getLast().id()) : null);
    }

    @GetMapping("/{key}")
    Mono<TemplateViews.OfKey> ofKey(@RequestHeader HttpHeaders headers, @PathVariable String key) {
        requireReader(headers);
        return catalogue
                .history(TemplateParameters.key(key), properties.revisionsShown())
                .filter(found -> !found.isEmpty())
                .switchIfEmpty(Mono.error(TemplateRefused::notFound))
                .map(found -> new TemplateViews.OfKey(
                        key,
                        found.stream()
                                .map(one -> TemplateViews.One.of(one.template(), one.revisions()))
                                .toList()));
    }

    private static void requireReader(HttpHeaders headers) {
        if (headers.containsHeader(HubHeaders.OPERATOR)) {
            Caller.operator(headers);
        } else {
            Caller.producer(headers);
        }
    }
}
