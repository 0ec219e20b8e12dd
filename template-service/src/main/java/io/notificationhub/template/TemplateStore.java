package io.notificationhub.template;

import io.notificationhub.templating.LocaleTag;
import io.notificationhub.web.Caller;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Writes templates and finds single ones. Writes take part in the caller's transaction. */
@Repository
class TemplateStore {
    private static final String NEWEST = "SELECT " + TemplateRows.COLUMNS
            + "FROM template t JOIN template_revision r ON r.template_id = t.id AND r.revision = t.revision ";

    private final DatabaseClient database;

    TemplateStore(DatabaseClient database) {
        this.database = database;
    }

    /** Adds the template with its first revision. Emits false if there is one of its name. */
    Mono<Boolean> insert(Template template, Caller.Operator by) {
        GenericExecuteSpec insert = database.sql("""
                WITH added AS (
                    INSERT INTO template (id, key, locale, channel, revision, created_at, updated_at)
                    VALUES (:id, :key, :locale, :channel, 1, :at, :at)
                    ON CONFLICT (key, locale, channel) DO NOTHING
                    RETURNING id, revision)
                INSERT INTO template_revision (template_id, revision, title_template, body_template, html_template,
                                               vendor_template_code, created_at, created_by, created_from_ip)
                SELECT id, revision, :title, :body, :html, :code, :at, :by, :ip FROM added
                """);
        return by(TemplateRows.bind(TemplateRows.bind(insert, template.name()), template.text()), by)
                .bind("id", template.id())
                .bind("at", template.createdAt().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /**
     * Adds the next revision. Concurrent calls for one template wait on its row until the transaction before them has ended, so each gets a number
     * of its own. Emits the template as it now stands, or nothing if there is none.
     */
    Mono<Template> revise(UUID id, TemplateText text, Instant now, Caller.Operator by) {
        GenericExecuteSpec revise = database.sql("""
                WITH t AS (
                    UPDATE template SET revision = revision + 1, updated_at = greatest(updated_at, :at)
                    WHERE id = :id
                    RETURNING *),
                r AS (
                    INSERT INTO template_revision (template_id, revision, title_template, body_template, html_template,
                                                   vendor_template_code, created_at, created_by, created_from_ip)
                    SELECT id, revision, :title, :body, :html, :code, updated_at, :by, :ip FROM t
                    RETURNING *)
                SELECT\s""" + TemplateRows.COLUMNS + "FROM t JOIN r ON r.template_id = t.id");
        return by(TemplateRows.bind(revise, text), by)
                .bind("id", id)
                .bind("at", now.atOffset(ZoneOffset.UTC))
                .map(TemplateRows::template)
                .one();
    }

    Mono<Template> find(UUID id) {
        return database.sql(NEWEST + "WHERE t.id = :id")
                .bind("id", id)
                .map(TemplateRows::template)
                .one();
    }

    Mono<UUID> idOf(TemplateName name) {
        GenericExecuteSpec find =
                database.sql("SELECT id FROM template WHERE key = :key AND locale = :locale AND channel = :channel");
        return TemplateRows.bind(find, name).map(TemplateRows::id).one();
    }

    /** The template of this name, else the one of the fallback locale, else nothing. */
    Mono<Template> resolve(TemplateName name) {
        GenericExecuteSpec find = database.sql(NEWEST + """
                WHERE t.key = :key AND t.channel = :channel AND t.locale IN (:locale, :fallback)
                ORDER BY t.locale = :locale DESC
                LIMIT 1
                """);
        return TemplateRows.bind(find, name)
                .bind("fallback", LocaleTag.FALLBACK.value())
                .map(TemplateRows::template)
                .one();
    }

    private static GenericExecuteSpec by(GenericExecuteSpec statement, Caller.Operator operator) {
        return statement.bind("by", operator.name()).bind("ip", operator.clientIp());
    }
}
