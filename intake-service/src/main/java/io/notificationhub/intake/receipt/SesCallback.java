package io.notificationhub.intake.receipt;

import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.ReceiptRecorded.Receipt;
import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Amazon SES's events as SNS posts them (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html): the event is a text
 * in the envelope's {@code Message}. Ours are known by the message tag {@code attemptId}. A complaint says that the mail arrived, and that no
 * other shall follow.
 */
final class SesCallback {
    private static final String VENDOR = "ses";

    private final JsonMapper json;

    SesCallback(JsonMapper json) {
        this.json = json;
    }

    List<VendorReceipt> read(String envelope, Instant now) {
        JsonNode event = event(envelope);
        UUID attemptId = attemptId(
                event.path("mail").path("tags").path("attemptId").path(0).asString(""));
        if (attemptId == null) {
            return List.of();
        }
        String messageId = event.path("mail").path("messageId").asString("");
        String type =
                event.path("eventType").asString(event.path("notificationType").asString(""));
        return switch (type) {
            case "Delivery" ->
                List.of(VendorReceipt.delivered(attemptId, VENDOR, messageId, null, at(event.path("delivery"), now)));
            case "Bounce" -> List.of(bounce(attemptId, messageId, event.path("bounce"), now));
            case "Complaint" -> {
                JsonNode complaint = event.path("complaint");
                yield List.of(new VendorReceipt(
                        attemptId,
                        VENDOR,
                        messageId,
                        Receipt.DELIVERED,
                        complaint.path("complaintFeedbackType").asString("complaint"),
                        null,
                        false,
                        Hygiene.OPTED_OUT,
                        at(complaint, now)));
            }
            // Send, Open, Click and the like: nothing final.
            default -> List.of();
        };
    }

    private static VendorReceipt bounce(UUID attemptId, String messageId, JsonNode bounce, Instant now) {
        String type = bounce.path("bounceType").asString("Undetermined");
        return VendorReceipt.failed(
                attemptId,
                VENDOR,
                messageId,
                type + "/" + bounce.path("bounceSubType").asString("Undetermined"),
                bounce.path("bouncedRecipients").path(0).path("diagnosticCode").asString(""),
                type.equals("Permanent") ? Hygiene.ADDRESS_INVALID : Hygiene.NONE,
                at(bounce, now));
    }

    /** The envelope around the event; with raw message delivery there is none. */
    private JsonNode event(String envelope) {
        try {
            JsonNode outer = json.readTree(envelope);
            JsonNode message = outer.path("Message");
            return message.isString() ? json.readTree(message.asString()) : outer;
        } catch (JacksonException e) {
            throw ProblemException.of(CommonError.INVALID_REQUEST, "The body is not an SNS message");
        }
    }

    private static Instant at(JsonNode part, Instant now) {
        try {
            return Instant.parse(part.path("timestamp").asString(""));
        } catch (DateTimeParseException untold) {
            return now;
        }
    }

    private static @Nullable UUID attemptId(String tag) {
        try {
            return UUID.fromString(tag);
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }
}
