package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A template's text after creation or revision. A consumer keeps the highest {@code revision} per template. {@code operator} and {@code clientIp}
 * say whose doing it was; they are absent where it was nobody's, as for a template that comes with the hub, and in events of earlier builds.
 */
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
        Instant changedAt,
        @Nullable String operator,
        @Nullable String clientIp)
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
