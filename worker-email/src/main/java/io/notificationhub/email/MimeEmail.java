package io.notificationhub.email;

import io.notificationhub.contracts.DeliveryRequested;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Clock;
import java.util.Date;
import java.util.Map;

/** An e-mail in the form that SMTP carries. */
final class MimeEmail extends MimeMessage {
    private static final String UTF_8 = "UTF-8";

    private final String messageId;

    private MimeEmail(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    static MimeMessage of(
            Session session, Email email, EmailProperties properties, DeliveryRequested request, Clock clock)
            throws MessagingException {
        InternetAddress from = new InternetAddress(properties.from(), true);
        String domain = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
        MimeEmail message = new MimeEmail(session, "<" + request.attemptId() + "@" + domain + ">");
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(email.to(), true));
        message.setSubject(email.subject(), UTF_8);
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("X-Attempt-Id", request.attemptId().toString());
        for (Map.Entry<String, String> header : email.headers().entrySet()) {
            message.setHeader(header.getKey(), header.getValue());
        }
        message.fill(email);
        message.saveChanges();
        return message;
    }

    private void fill(Email email) throws MessagingException {
        String html = email.html();
        if (html == null) {
            setText(email.text(), UTF_8);
            return;
        }
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(email.text(), UTF_8);
        MimeBodyPart rich = new MimeBodyPart();
        rich.setText(html, UTF_8, "html");
        setContent(new MimeMultipart("alternative", plain, rich));
    }

    /** The same for every try, so that the recipient's server can tell a repeated message, and a bounce names its attempt. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
