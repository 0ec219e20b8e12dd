package io.notificationhub.template;

import io.notificationhub.contracts.TemplateChanged;
import java.time.Instant;
import java.util.UUID;

/** A template as it stands: its newest revision. Revisions count from 1 without gaps. */
record Template(UUID id, TemplateName name, int revision, TemplateText text, Instant createdAt, Instant updatedAt) {

    TemplateChanged changed() {
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
                updatedAt);
    }
}
