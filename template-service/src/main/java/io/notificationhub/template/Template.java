package io.notificationhub.template;

import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.web.Caller;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A template as it stands: its newest revision. Revisions count from 1 without gaps. */
record Template(UUID id, TemplateName name, int revision, TemplateText text, Instant createdAt, Instant updatedAt) {

    /** The event of the newest revision; {@code by} is null if that was no operator's doing. */
    TemplateChanged changed(Caller.@Nullable Operator by) {
        return new TemplateChanged(
                id,
                name.key(),
                name.locale().value(),
                name.channel(),
                revision,
                text.title(),
                text.body(),
                text.html(),
                text.vendorTemplateCode(),
                updatedAt,
                by == null ? null : by.name(),
                by == null ? null : by.clientIp());
    }
}
