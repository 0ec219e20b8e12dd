package io.notificationhub.templating;

import io.notificationhub.contracts.Content;
import org.jspecify.annotations.Nullable;

/**
 * A template with its variables filled in: plain title and body, and HTML where the template has it. Each part is within
 * {@link Part#maxRendered()}.
 */
public record Rendered(String title, String body, @Nullable String html) {

    /** The same as events carry it. */
    public Content content() {
        return new Content(title, body, html);
    }
}
