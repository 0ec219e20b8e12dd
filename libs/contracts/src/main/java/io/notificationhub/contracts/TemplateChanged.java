package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A template's text after creation or revision. A consumer keeps the highest {@code revision} per template. */
public record TemplateChanged(
        UUID templateId,
        String templateKey,
        String locale,
        Channel channel,
        int revision,
        String titleTemplate,
        String bodyTemplate,
        @Nullable String htmlTemplate,
        @Nullable String vendorTemplateCode,
        Instant changedAt)
        implements HubEvent {
    public static final String TYPE = "template.changed.v1";

    public TemplateChanged {
        requireNonNull(templateId, "templateId");
        requireNonNull(templateKey, "templateKey");
        requireNonNull(locale, "locale");
        requireNonNull(channel, "channel");
        requireNonNull(titleTemplate, "titleTemplate");
        requireNonNull(bodyTemplate, "bodyTemplate");
        requireNonNull(changedAt, "changedAt");
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String topic() {
        return Topics.TEMPLATE_CHANGED;
    }

    @Override
    public String key() {
        return templateKey + "/" + locale + "/" + channel;
    }
}
