package io.notificationhub.alimtalk;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.TemplateUse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code messages}: NHN renders, so it gets the template's code and variables, not the rendered text. */
record AlimTalkRequest(String senderKey, String templateCode, List<Recipient> recipientList) {
    private static final String KOREA = "+82";

    record Recipient(
            String recipientNo,
            Map<String, String> templateParameter,
            ResendParameter resendParameter,
            String recipientGroupingKey) {}

    /** NHN could send an SMS by itself where KakaoTalk fails; the hub decides that, so it is off. */
    record ResendParameter(boolean isResend) {}

    /** The template that NHN knows; null if the message has none and there is no default one. */
    static @Nullable String templateCode(DeliveryRequested message, AlimTalkProperties properties) {
        String own = ownTemplate(message);
        if (own != null) {
            return own;
        }
        return properties.defaultTemplate().isBlank() ? null : properties.defaultTemplate();
    }

    /** @param messages one or more with the same {@link #templateCode} */
    static AlimTalkRequest of(String templateCode, List<DeliveryRequested> messages, AlimTalkProperties properties) {
        return new AlimTalkRequest(
                properties.senderKey(),
                templateCode,
                messages.stream().map(AlimTalkRequest::recipient).toList());
    }

    private static Recipient recipient(DeliveryRequested message) {
        return new Recipient(
                phone(message.address()),
                variables(message),
                new ResendParameter(false),
                message.attemptId().toString());
    }

    private static Map<String, String> variables(DeliveryRequested message) {
        return ownTemplate(message) == null
                ? Map.of(
                        "title",
                        message.content().title(),
                        "body",
                        message.content().body())
                : Objects.requireNonNull(message.template()).variables();
    }

    private static @Nullable String ownTemplate(DeliveryRequested message) {
        TemplateUse template = message.template();
        String own = template == null ? null : template.vendorTemplateCode();
        return own == null || own.isBlank() ? null : own;
    }

    /** A Korean number in its national form, any other with its country code and without the plus. */
    private static String phone(String address) {
        return address.startsWith(KOREA) ? "0" + address.substring(KOREA.length()) : address.replace("+", "");
    }
}
