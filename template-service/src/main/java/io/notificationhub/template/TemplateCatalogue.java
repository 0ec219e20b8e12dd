package io.notificationhub.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.templating.LocaleTag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lists templates. */
@Repository
class TemplateCatalogue {
    private final DatabaseClient database;

    TemplateCatalogue(DatabaseClient database) {
        this.database = database;
    }

    /** What a listing is narrowed to; null is no restriction. */
    record Filter(
            @Nullable String key,
            @Nullable LocaleTag locale,
            @Nullable Channel channel) {}

    /** A template with its newest revisions, newest first. */
    record History(Template template, List<Revision> revisions) {}

    /** Templates by ascending id, from behind {@code after} on. */
    Flux<Template> list(Filter filter, @Nullable UUID after, int limit) {
        GenericExecuteSpec list =
                database.sql("SELECT " + TemplateRows.COLUMNS + """
                FROM template t JOIN template_revision r ON r.template_id = t.id AND r.revision = t.revision
                WHERE (:after::uuid IS NULL OR t.id > :after::uuid)
                  AND (:key::text IS NULL OR t.key = :key)
                  AND (:locale::text IS NULL OR t.locale = :locale)
                  AND (:channel::text IS NULL OR t.channel = :channel)
                ORDER BY t.id
                LIMIT :limit
                """).bind("limit", limit);
        list = TemplateRows.bind(list, "after", after == null ? null : after.toString());
        list = TemplateRows.bind(list, "key", filter.key());
        list = TemplateRows.bind(
                list, "locale", filter.locale() == null ? null : filter.locale().value());
        list = TemplateRows.bind(
                list,
                "channel",
                filter.channel() == null ? null : filter.channel().name());
        return list.map(TemplateRows::template).all();
    }

    /** Every template of the key by locale and channel, each with as many revisions as are asked for; empty if there is none. */
    Mono<List<History>> history(String key, int revisions) {
        return database.sql("SELECT " + TemplateRows.COLUMNS + """
                        FROM template t JOIN template_revision r ON r.template_id = t.id AND r.revision > t.revision - :shown
                        WHERE t.key = :key
                        ORDER BY t.locale, t.channel, r.revision DESC
                        """)
                .bind("key", key)
                .bind("shown", revisions)
                .map(row -> new History(TemplateRows.template(row), List.of(TemplateRows.revision(row))))
                .all()
                .collectList()
                .map(TemplateCatalogue::joined);
    }

    /** One row is one revision; a template's first row has its newest, and so its present text. */
    private static List<History> joined(List<History> rows) {
        Map<UUID, History> joined = new LinkedHashMap<>();
        for (History row : rows) {
            joined.computeIfAbsent(row.template().id(), id -> new History(row.template(), new ArrayList<>()))
                    .revisions()
                    .addAll(row.revisions());
        }
        return List.copyOf(joined.values());
    }

    /** Those templates of these keys that there are. */
    Flux<TemplateName> names(Collection<String> keys) {
        return database.sql("SELECT key, locale, channel FROM template WHERE key = ANY(:keys)")
                .bind("keys", keys.toArray(String[]::new))
                .map(TemplateRows::name)
                .all();
    }
}
