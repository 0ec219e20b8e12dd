package io.notificationhub.intake.decide;

import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The numbers of the decision.
 *
 * @param quietStart start of the quiet hours of a recipient who set none
 * @param quietEnd their end
 * @param defaultZone zone of a recipient who set none
 * @param alimtalkBlockStart start of the time in which AlimTalk is not sent, in {@code alimtalkZone}
 * @param alimtalkBlockEnd its end
 * @param marketingOptIn whether MARKETING needs a recorded consent
 * @param alimtalkWithoutTemplate whether AlimTalk can carry a request without a template, by the worker's default template
 */
@Validated
@ConfigurationProperties("hub.decision")
public record DecisionPolicy(
        @DefaultValue("22:00") LocalTime quietStart,
        @DefaultValue("08:00") LocalTime quietEnd,
        @DefaultValue("Asia/Seoul") ZoneId defaultZone,
        @DefaultValue("21:00") LocalTime alimtalkBlockStart,
        @DefaultValue("08:00") LocalTime alimtalkBlockEnd,
        @DefaultValue("Asia/Seoul") ZoneId alimtalkZone,
        @DefaultValue("false") boolean marketingOptIn,
        @DefaultValue("true") boolean alimtalkWithoutTemplate) {

    QuietHoursRule alimtalkBlock() {
        return new QuietHoursRule(alimtalkBlockStart, alimtalkBlockEnd, alimtalkZone);
    }
}
