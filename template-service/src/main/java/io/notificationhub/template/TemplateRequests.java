package io.notificationhub.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.web.MaxLength;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies that clients send. */
final class TemplateRequests {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_BODY = 4_000;
    private static final int LONGEST_HTML = 60_000;
    private static final String VENDOR_CODE = "[\\x21-\\x7e]{1,64}";
    private static final String VENDOR_CODE_MESSAGE = "must be 1 to 64 visible ASCII characters";
    private static final String NOT_BLANK = "(?s).*\\S.*";
    private static final String NOT_BLANK_MESSAGE = "must not be blank";

    /** What may be sent: PostgreSQL stores no U+0000, and half a surrogate pair is no text. */
    private static final String STORABLE = "[^\\x00\\p{Cs}]*";

    private static final String STORABLE_MESSAGE = "contains a character that is not allowed";

    private TemplateRequests() {}

    /** POST /api/v1/templates. */
    record Create(
            @NotNull
            @MaxLength(TemplateName.LONGEST_KEY)
            @Pattern(
                    regexp = TemplateName.KEY_PATTERN,
                    message = "must be a letter or digit and then letters, digits, '.', '_', ':' or '-'")
            String key,

            @NotNull String locale,
            @NotNull Channel channelType,
            @NotBlank @MaxLength(LONGEST_TITLE) String titleTemplate,
            @NotBlank @MaxLength(LONGEST_BODY) String bodyTemplate,

            @MaxLength(LONGEST_HTML) @Pattern(regexp = NOT_BLANK, message = NOT_BLANK_MESSAGE) @Nullable
            String htmlTemplate,

            @Pattern(regexp = VENDOR_CODE, message = VENDOR_CODE_MESSAGE) @Nullable
            String vendorTemplateCode) {

        TemplateText text() {
            return new TemplateText(titleTemplate, bodyTemplate, htmlTemplate, vendorTemplateCode);
        }
    }

    /** PUT /api/v1/templates/{id}: the whole new text; what is left out is gone in the new revision. */
    record Revise(
            @NotBlank @MaxLength(LONGEST_TITLE) String titleTemplate,
            @NotBlank @MaxLength(LONGEST_BODY) String bodyTemplate,

            @MaxLength(LONGEST_HTML) @Pattern(regexp = NOT_BLANK, message = NOT_BLANK_MESSAGE) @Nullable
            String htmlTemplate,

            @Pattern(regexp = VENDOR_CODE, message = VENDOR_CODE_MESSAGE) @Nullable
            String vendorTemplateCode) {

        TemplateText text() {
            return new TemplateText(titleTemplate, bodyTemplate, htmlTemplate, vendorTemplateCode);
        }
    }

    /** POST /api/v1/templates/{key}/preview. */
    record Preview(
            @Nullable String locale,
            @NotNull Channel channelType,
            @Nullable Map<String, @Nullable @Pattern(regexp = STORABLE, message = STORABLE_MESSAGE) String> payload) {

        /** A null in JSON is no value. */
        Map<String, String> values() {
            Map<String, String> values = new HashMap<>();
            if (payload != null) {
                payload.forEach((name, value) -> {
                    if (value != null) {
                        values.put(name, value);
                    }
                });
            }
            return values;
        }
    }
}
