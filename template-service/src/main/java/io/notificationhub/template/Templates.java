package io.notificationhub.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Ids;
import io.notificationhub.outbox.Outbox;
import io.notificationhub.templating.TemplateSyntaxError;
import io.notificationhub.web.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Creates, revises and previews templates. A change, its revision and its event, which says whose doing it was, are one transaction. */
@Service
class Templates {
    /** Stands in revisions that come with the hub. It is no operator, so their events name none and the audit has no entry of them. */
    private static final Caller.Operator SYSTEM = new Caller.Operator("system", "local");

    private final TemplateStore store;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Ids ids;
    private final Clock clock;

    Templates(TemplateStore store, Outbox outbox, TransactionalOperator transaction, Ids ids, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Stores the first revision. Fails with {@link TemplateRefused} if the name is taken or a field doesn't go with the channel, and with
     * {@link TemplateSyntaxError} for a wrong placeholder. That the name is taken wins over what is wrong with the text.
     */
    Mono<Template> create(TemplateName name, TemplateText text, Caller.Operator by, @Nullable String traceparent) {
        return add(name, text, by, traceparent);
    }

    /** Stores the first revision of a template that comes with the hub. Fails like {@link #create}. */
    Mono<Template> ship(ShippedTemplate shipped) {
        return add(shipped.name(), shipped.text(), null, null);
    }

    private Mono<Template> add(
            TemplateName name, TemplateText text, Caller.@Nullable Operator by, @Nullable String traceparent) {
        return Mono.defer(() -> {
            text.checkFieldsFor(name.channel());
            try {
                text.checkSyntaxFor(name.channel());
            } catch (TemplateSyntaxError | TemplateRefused wrong) {
                return taken(name).then(Mono.error(wrong));
            }
            Instant now = now();
            Template template = new Template(ids.next(), name, 1, text, now, now);
            return store.insert(template, by == null ? SYSTEM : by)
                    .flatMap(added -> added
                            ? publish(template, by, traceparent)
                            : taken(name).then(Mono.<Template>empty()))
                    .as(transaction::transactional);
        });
    }

    private Mono<Void> taken(TemplateName name) {
        return store.idOf(name).flatMap(id -> Mono.error(new TemplateRefused(new TemplateRefused.Reason.Exists(id))));
    }

    /** Stores the next revision. Fails like {@link #create}, or with {@link TemplateRefused} if there is no such template. */
    Mono<Template> revise(UUID id, TemplateText text, Caller.Operator by, @Nullable String traceparent) {
        return store.find(id)
                .switchIfEmpty(Mono.error(TemplateRefused::notFound))
                .doOnNext(present -> check(text, present.name().channel()))
                .flatMap(present -> store.revise(id, text, now(), by)
                        .flatMap(revised -> publish(revised, by, traceparent))
                        .as(transaction::transactional));
    }

    private static void check(TemplateText text, Channel channel) {
        text.checkFieldsFor(channel);
        text.checkSyntaxFor(channel);
    }

    private Mono<Template> publish(Template template, Caller.@Nullable Operator by, @Nullable String traceparent) {
        return Mono.defer(() -> outbox.append(List.of(outbox.row(template.changed(by), traceparent))))
                .thenReturn(template);
    }

    /** What a notification with these values would say. In the locale asked for or, where that has no template, the fallback locale. */
    Mono<Preview> preview(TemplateName name, Map<String, String> values) {
        return store.resolve(name)
                .switchIfEmpty(Mono.error(TemplateRefused::notFound))
                .map(template -> Preview.of(template, values));
    }

    /** As exact as PostgreSQL keeps it, so that an answer shows what a later read will. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
