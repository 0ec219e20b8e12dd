package io.notificationhub.email;

import io.notificationhub.contracts.VendorReason;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** A connection that knows whether the relay may have the message. Used by one thread at a time. */
final class SmtpConnection extends SMTPTransport {
    private PointOfNoReturn point = new PointOfNoReturn();
    private boolean sound = true;
    private Instant lastUse = Instant.MIN;

    SmtpConnection(Session session, URLName relay) {
        super(session, relay);
    }

    /** Sends to one recipient, unless it is given up before the point. After this {@link #isSound()} says whether the connection can be used again. */
    Outcome deliver(MimeMessage message, Address to, PointOfNoReturn pointOfNoReturn) throws MessagingException {
        point = pointOfNoReturn;
        sound = false;
        try {
            sendMessage(message, new Address[] {to});
            sound = true;
            return new Outcome.Accepted(message.getMessageID());
        } catch (MessagingException e) {
            return refused(e, to.toString());
        }
    }

    boolean isSound() {
        return sound;
    }

    Instant lastUse() {
        return lastUse;
    }

    void usedAt(Instant time) {
        lastUse = time;
    }

    /** Up to the dot that ends the data the relay can't have taken the message; from then on it may have. */
    @Override
    protected void finishData() throws IOException, MessagingException {
        if (!point.pass()) {
            throw new IOException("The call was given up");
        }
        super.finishData();
    }

    private Outcome refused(MessagingException error, String address) {
        for (Exception cause = error;
                cause instanceof MessagingException messaging;
                cause = messaging.getNextException()) {
            int code = replyOf(messaging);
            if (code >= 400) {
                sound = code != 421;
                String reply = String.valueOf(messaging.getMessage());
                return SmtpReplies.outcome(
                        messaging instanceof SMTPAddressFailedException
                                ? SmtpReplies.Stage.RECIPIENT
                                : SmtpReplies.Stage.MESSAGE,
                        code,
                        reply,
                        VendorReason.of(reply, address));
            }
        }
        return point.isPassed()
                ? new Outcome.Ambiguous("NO_ANSWER", "the connection ended after the message and before its reply")
                : new Outcome.Transient(
                        Scope.VENDOR, "CONNECT", "the connection ended before the message was complete");
    }

    private static int replyOf(MessagingException error) {
        return switch (error) {
            case SMTPAddressFailedException recipient -> recipient.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException message -> message.getReturnCode();
            default -> -1;
        };
    }
}
