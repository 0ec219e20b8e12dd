package io.notificationhub.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.templating.LocaleTag;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** Templates as columns of a result, and as parameters of a statement. */
final class TemplateRows {
    /** What {@link #template} and {@link #revision} read, of tables or sets {@code t} (template) and {@code r} (template_revision). */
    static final String COLUMNS = """
            t.id, t.key, t.locale, t.channel, t.revision, t.created_at, t.updated_at,
            r.title_template, r.body_template, r.html_template, r.vendor_template_code,
            r.revision AS text_revision, r.created_at AS text_created_at
            """;

    private TemplateRows() {}

    static Template template(Readable row) {
        return new Template(
                required(row, "id", UUID.class),
                name(row),
                required(row, "revision", Integer.class),
                text(row),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    static Revision revision(Readable row) {
        return new Revision(required(row, "text_revision", Integer.class), text(row), instant(row, "text_created_at"));
    }

    static TemplateName name(Readable row) {
        return new TemplateName(
                required(row, "key", String.class),
                new LocaleTag(required(row, "locale", String.class)),
                Channel.valueOf(required(row, "channel", String.class)));
    }

    static UUID id(Readable row) {
        return required(row, "id", UUID.class);
    }

    /** Binds {@code :key}, {@code :locale} and {@code :channel}. */
    static GenericExecuteSpec bind(GenericExecuteSpec statement, TemplateName name) {
        return statement
                .bind("key", name.key())
                .bind("locale", name.locale().value())
                .bind("channel", name.channel().name());
    }

    /** Binds {@code :title}, {@code :body}, {@code :html} and {@code :code}. */
    static GenericExecuteSpec bind(GenericExecuteSpec statement, TemplateText text) {
        GenericExecuteSpec bound = statement.bind("title", text.title()).bind("body", text.body());
        return bind(bind(bound, "html", text.html()), "code", text.vendorTemplateCode());
    }

    static GenericExecuteSpec bind(GenericExecuteSpec statement, String name, @Nullable String value) {
        return value == null ? statement.bindNull(name, String.class) : statement.bind(name, value);
    }

    private static TemplateText text(Readable row) {
        return new TemplateText(
                required(row, "title_template", String.class),
                required(row, "body_template", String.class),
                row.get("html_template", String.class),
                row.get("vendor_template_code", String.class));
    }

    private static Instant instant(Readable row, String column) {
        return required(row, column, OffsetDateTime.class).toInstant();
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
