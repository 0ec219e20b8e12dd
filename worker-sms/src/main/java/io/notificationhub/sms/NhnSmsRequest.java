package io.notificationhub.sms;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.notificationhub.contracts.Content;
import io.notificationhub.contracts.DeliveryRequested;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code sender/sms} and {@code sender/mms}; only the latter has a title. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NhnSmsRequest(@Nullable String title, String body, String sendNo, List<Recipient> recipientList) {
    private static final int LONGEST_SMS = 90;
    private static final int LONGEST_TITLE = 40;
    private static final String KOREA = "+82";

    /** A Korean number in its national form, any other in its international one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Recipient(
            @Nullable String recipientNo,
            @Nullable String countryCode,
            @Nullable String internationalRecipientNo,
            String recipientGroupingKey) {

        static Recipient of(String phone, String groupingKey) {
            return phone.startsWith(KOREA)
                    ? new Recipient("0" + phone.substring(KOREA.length()), "82", null, groupingKey)
                    : new Recipient(null, null, phone.replace("+", ""), groupingKey);
        }
    }

    static NhnSmsRequest of(DeliveryRequested message, String sendNo) {
        Content content = message.content();
        return new NhnSmsRequest(
                bytes(content.body()) <= LONGEST_SMS ? null : title(content),
                content.body(),
                sendNo,
                List.of(Recipient.of(message.address(), message.attemptId().toString())));
    }

    @JsonIgnore
    boolean isLong() {
        return title != null;
    }

    /** NHN wants a title for a long message, so a message without one lends its first line. */
    private static String title(Content content) {
        String title = content.title().isBlank() ? content.body() : content.title();
        String line = title.strip().lines().findFirst().orElse("");
        int end = 0;
        for (int bytes = 0; end < line.length(); end++) {
            bytes += bytes(line.charAt(end));
            if (bytes > LONGEST_TITLE) {
                break;
            }
        }
        return line.substring(0, end);
    }

    private static int bytes(String text) {
        return text.chars().map(NhnSmsRequest::bytes).sum();
    }

    /** In EUC-KR everything beyond ASCII takes two bytes. */
    private static int bytes(int character) {
        return character < 0x80 ? 1 : 2;
    }
}
