package io.notificationhub.simulator;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What SES publishes about an accepted e-mail, in the JSON of its event publishing. */
record SesEvent(String messageId, String from, List<String> to, Parcel parcel) {

    ObjectNode delivery(Instant at) {
        ObjectNode event = event("Delivery", at);
        ObjectNode delivery = event.putObject("delivery")
                .put("timestamp", at.toString())
                .put("processingTimeMillis", 1)
                .put("smtpResponse", "250 2.0.0 OK")
                .put("reportingMTA", "simulator.local");
        to.forEach(delivery.putArray("recipients")::add);
        return event;
    }

    ObjectNode bounce(Instant at) {
        ObjectNode event = event("Bounce", at);
        ObjectNode bounce = event.putObject("bounce")
                .put("bounceType", "Permanent")
                .put("bounceSubType", "General")
                .put("timestamp", at.toString())
                .put("feedbackId", messageId + "-feedback")
                .put("reportingMTA", "dsn; simulator.local");
        var recipients = bounce.putArray("bouncedRecipients");
        to.forEach(address -> recipients
                .addObject()
                .put("emailAddress", address)
                .put("action", "failed")
                .put("status", "5.1.1")
                .put("diagnosticCode", "smtp; 550 5.1.1 user unknown"));
        return event;
    }

    ObjectNode complaint(Instant at) {
        ObjectNode event = event("Complaint", at);
        ObjectNode complaint = event.putObject("complaint")
                .put("timestamp", at.toString())
                .put("feedbackId", messageId + "-feedback")
                .put("complaintFeedbackType", "abuse");
        var recipients = complaint.putArray("complainedRecipients");
        to.forEach(address -> recipients.addObject().put("emailAddress", address));
        return event;
    }

    private ObjectNode event(String type, Instant at) {
        ObjectNode event = Json.object().put("eventType", type);
        ObjectNode mail = event.putObject("mail")
                .put("timestamp", at.toString())
                .put("source", from)
                .put("sendingAccountId", "000000000000")
                .put("messageId", messageId);
        to.forEach(mail.putArray("destination")::add);
        mail.putObject("commonHeaders").put("subject", parcel.title());
        ObjectNode tags = mail.putObject("tags");
        String attemptId = parcel.attemptId();
        if (attemptId != null) {
            tags.putArray("attemptId").add(attemptId);
        }
        return event;
    }
}
