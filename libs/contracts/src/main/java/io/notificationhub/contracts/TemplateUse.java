package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The template a message was rendered with, pinned to its revision. {@code vendorTemplateCode} and {@code variables} are what a vendor
 * that renders by itself (AlimTalk) needs.
 */
public record TemplateUse(
        String key, String locale, int revision, @Nullable String vendorTemplateCode, Map<String, String> variables) {
    public TemplateUse {
        requireNonNull(key, "key");
        requireNonNull(locale, "locale");
        variables = Map.copyOf(variables == null ? Map.of() : variables);
    }
}
