package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A rendered message: plain title and body, and an HTML body for e-mail where the template has one. */
public record Content(String title, String body, @Nullable String html) {
    public Content {
        requireNonNull(title, "title");
        requireNonNull(body, "body");
    }
}
