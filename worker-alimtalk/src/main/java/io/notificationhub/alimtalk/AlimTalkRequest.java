package io.notificationhub.alimtalk;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.TemplateUse;
import java.util.List;
import java.util.Map;
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

    /** Null if the message has no template at the vendor and there is no default one. */
    static @Nullable AlimTalkRequest of(DeliveryRequested message, AlimTalkProperties properties) {
        TemplateUse template = message.template();
        String own = template == null ? null : template.vendorTemplateCode();
        if (template != null && own != null && !own.isBlank()) {
            return of(message, properties.senderKey(), own, template.variables());
        }
        if (properties.defaultTemplate().isBlank()) {
            return null;
        }
        Map<String, String> text = Map.of(
                "title", message.content().title(), "body", message.content().body());
        return of(message, properties.senderKey(), properties.defaultTemplate(), text);
    }

    private static AlimTalkRequest of(
            DeliveryRequested message, String senderKey, String templateCode, Map<String, String> variables) {
        return new AlimTalkRequest(
                senderKey,
                templateCode,
                List.of(new Recipient(
                        phone(message.address()),
                        variables,
                        new ResendParameter(false),
                        message.attemptId().toString())));
    }

    /** A Korean number in its national form, any other with its country code and without the plus. */
    private static String phone(String address) {
        return address.startsWith(KOREA) ? "0" + address.substring(KOREA.length()) : address.replace("+", "");
    }
}
