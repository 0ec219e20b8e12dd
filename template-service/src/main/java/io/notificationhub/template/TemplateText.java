package io.notificationhub.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.templating.CompiledTemplate;
import io.notificationhub.templating.SmsText;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a revision says. */
record TemplateText(
        String title,
        String body,
        @Nullable String html,
        @Nullable String vendorTemplateCode) {

    /** @throws io.notificationhub.templating.TemplateSyntaxError if a placeholder is wrong */
    CompiledTemplate compile() {
        return CompiledTemplate.compile(title, body, html);
    }

    /** @throws TemplateRefused if a field doesn't go with the channel */
    void checkFieldsFor(Channel channel) {
        if (html != null && channel != Channel.EMAIL) {
            throw refused("htmlTemplate", "is for EMAIL only");
        }
        if (channel == Channel.KAKAO_ALIMTALK && vendorTemplateCode == null) {
            throw refused("vendorTemplateCode", "is required for KAKAO_ALIMTALK: the code of the approved template");
        }
        if (channel != Channel.KAKAO_ALIMTALK && vendorTemplateCode != null) {
            throw refused("vendorTemplateCode", "is for KAKAO_ALIMTALK only");
        }
    }

    private static TemplateRefused refused(String field, String message) {
        return new TemplateRefused(new TemplateRefused.Reason.Field(field, message));
    }

    /**
     * Checks what can be known without values.
     *
     * @throws io.notificationhub.templating.TemplateSyntaxError if a placeholder is wrong
     * @throws TemplateRefused if it is longer than a text message can be, whatever the values
     */
    void checkSyntaxFor(Channel channel) {
        CompiledTemplate compiled = compile();
        if (channel == Channel.SMS) {
            SmsText sms = ownSize(compiled);
            if (sms.size() == SmsText.Size.TOO_LONG) {
                throw new TemplateRefused(new TemplateRefused.Reason.SmsTooLong(sms.bytes()));
            }
        }
    }

    /** The size of the body itself, as if every variable were empty: a message is this long or longer. */
    static SmsText ownSize(CompiledTemplate compiled) {
        Map<String, String> empty = compiled.variables().stream().collect(Collectors.toMap(name -> name, name -> ""));
        return SmsText.of(compiled.render(empty).body());
    }
}
