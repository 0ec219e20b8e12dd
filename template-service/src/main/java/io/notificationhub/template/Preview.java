package io.notificationhub.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.templating.Rendered;
import io.notificationhub.templating.SmsText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A template rendered with sample values; {@code sms} says how large it is as a text message, for SMS. */
record Preview(
        Template template, Rendered rendered, @Nullable SmsText sms) {

    /**
     * Renders.
     *
     * @throws io.notificationhub.templating.MissingVariables if values are missing
     * @throws io.notificationhub.templating.ContentTooLong if title or body exceed what any channel takes
     * @throws TemplateRefused if it is too long for a text message
     */
    static Preview of(Template template, Map<String, String> values) {
        Rendered rendered = template.text().compile().render(values);
        if (template.name().channel() != Channel.SMS) {
            return new Preview(template, rendered, null);
        }
        SmsText sms = SmsText.of(rendered.body());
        if (sms.size() == SmsText.Size.TOO_LONG) {
            throw new TemplateRefused(new TemplateRefused.Reason.SmsTooLong(sms.bytes()));
        }
        return new Preview(template, rendered, sms);
    }
}
