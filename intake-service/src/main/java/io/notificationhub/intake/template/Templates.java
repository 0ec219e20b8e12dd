package io.notificationhub.intake.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.templating.CompiledTemplate;
import io.notificationhub.templating.LocaleTag;
import io.notificationhub.templating.TemplateSyntaxError;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All templates, compiled once per revision. Thread-safe. */
public final class Templates {
    private static final Logger log = LoggerFactory.getLogger(Templates.class);

    private final Map<String, Map<Place, Copy>> byKey = new ConcurrentHashMap<>();

    private record Place(Channel channel, String locale) {}

    /** One revision of a template. */
    record Copy(TemplateChanged source, CompiledTemplate compiled) {}

    /** Takes over a newer revision; an older or equal one changes nothing. */
    void apply(TemplateChanged change) {
        Place place = new Place(change.channel(), change.locale());
        byKey.computeIfAbsent(change.templateKey(), key -> new ConcurrentHashMap<>())
                .compute(place, (ignored, known) -> {
                    if (known != null && known.source().revision() >= change.revision()) {
                        return known;
                    }
                    try {
                        return new Copy(
                                change,
                                CompiledTemplate.compile(
                                        change.titleTemplate(), change.bodyTemplate(), change.htmlTemplate()));
                    } catch (TemplateSyntaxError e) {
                        log.error("Template {} {} keeps its last good revision", change.templateKey(), place, e);
                        return known;
                    }
                });
    }

    boolean knows(String key) {
        return byKey.containsKey(key);
    }

    /** The template for the first of the locales that has one. */
    Optional<Copy> find(String key, Channel channel, Collection<LocaleTag> locales) {
        Map<Place, Copy> places = byKey.getOrDefault(key, Map.of());
        return locales.stream()
                .map(locale -> places.get(new Place(channel, locale.value())))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
