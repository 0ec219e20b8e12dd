package io.notificationhub.email;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.UnsubscribeToken;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail, whoever carries it.
 *
 * @param subject one line
 * @param headers beside those that every e-mail has
 */
record Email(
        String to, String subject, String text, @Nullable String html, Map<String, String> headers) {

    static Email of(DeliveryRequested message, EmailProperties properties) {
        return new Email(
                message.address(),
                // A line break would end the header and begin another.
                message.content().title().replaceAll("\\p{Cntrl}+", " ").strip(),
                message.content().body(),
                message.content().html(),
                headers(message, properties));
    }

    private static Map<String, String> headers(DeliveryRequested message, EmailProperties properties) {
        return switch (message.kind()) {
            case SECURITY, TRANSACTIONAL -> Map.of();
            case SERVICE, MARKETING -> {
                Map<String, String> headers = new LinkedHashMap<>();
                headers.put("List-Unsubscribe", "<" + link(message, properties) + ">");
                headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
                yield headers;
            }
        };
    }

    private static String link(DeliveryRequested message, EmailProperties properties) {
        Kind kind = message.kind();
        UnsubscribeToken token = new UnsubscribeToken(message.recipientId(), kind);
        return properties
                .unsubscribeUrl()
                .replace("{token}", token.signed(properties.unsubscribeSecret()))
                .replace("{attemptId}", message.attemptId().toString())
                .replace("{recipientId}", URLEncoder.encode(message.recipientId(), StandardCharsets.UTF_8))
                .replace("{kind}", kind.name());
    }
}
