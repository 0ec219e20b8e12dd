package io.notificationhub.dlqadmin.audit;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.dlqadmin.sql.Columns;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which revision of which template an entry is about. */
public record ChangedTemplate(UUID id, String key, String locale, Channel channelType, int revision) {

    static ChangedTemplate of(TemplateChanged change) {
        return new ChangedTemplate(
                change.templateId(), change.templateKey(), change.locale(), change.channel(), change.revision());
    }

    static @Nullable ChangedTemplate of(Columns columns) {
        UUID id = columns.uuidOrNull("template_id");
        return id == null
                ? null
                : new ChangedTemplate(
                        id,
                        columns.text("template_key"),
                        columns.text("template_locale"),
                        columns.choice("template_channel", Channel.class),
                        columns.integer("template_revision"));
    }
}
