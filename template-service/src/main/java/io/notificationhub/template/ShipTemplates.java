package io.notificationhub.template;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Adds at start-up the shipped templates that are absent. One that is there is left as it is, so what operators made of it stays. Repeats itself
 * until it succeeds, and several replicas may do it at once.
 */
@Component
class ShipTemplates {
    private static final Logger log = LoggerFactory.getLogger(ShipTemplates.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ShippedTemplates shipped;
    private final TemplateCatalogue catalogue;
    private final Templates templates;
    private final TemplateProperties properties;
    private final AtomicReference<Disposable> running = new AtomicReference<>(Disposables.disposed());

    ShipTemplates(
            ShippedTemplates shipped, TemplateCatalogue catalogue, Templates templates, TemplateProperties properties) {
        this.shipped = shipped;
        this.catalogue = catalogue;
        this.templates = templates;
        this.properties = properties;
    }

    @EventListener(ApplicationReadyEvent.class)
    void onReady() {
        if (properties.ship()) {
            running.set(ship().retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_WAIT)
                            .maxBackoff(LONGEST_WAIT)
                            .doBeforeRetry(
                                    signal -> log.warn("Shipped templates are not all there yet", signal.failure())))
                    .subscribe(added -> log.info("{} of the shipped templates were absent and are added", added)));
        }
    }

    @EventListener(ContextClosedEvent.class)
    void onClose() {
        running.get().dispose();
    }

    /** Emits how many were added. */
    Mono<Long> ship() {
        return Mono.fromCallable(shipped::read).flatMap(all -> {
            Set<String> keys =
                    new HashSet<>(all.stream().map(one -> one.name().key()).toList());
            return catalogue.names(keys).collectList().flatMap(present -> addAbsent(all, new HashSet<>(present)));
        });
    }

    private Mono<Long> addAbsent(List<ShippedTemplate> all, Set<TemplateName> present) {
        return Flux.fromIterable(all)
                .filter(one -> !present.contains(one.name()))
                .concatMap(one -> templates
                        .ship(one)
                        // Another replica was faster.
                        .onErrorResume(TemplateRefused.class, refused -> switch (refused.reason()) {
                            case TemplateRefused.Reason.Exists _ -> Mono.empty();
                            case TemplateRefused.Reason.NotFound _,
                                    TemplateRefused.Reason.Field _,
                                    TemplateRefused.Reason.SmsTooLong _ -> Mono.error(refused);
                        }))
                .count();
    }
}
