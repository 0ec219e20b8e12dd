package io.notificationhub.simulator;

import java.util.List;
import java.util.Optional;

/** A mail after its DATA. Its answer's status is the reply code, its body the reply's text. */
final class SmtpMail implements Submission {
    private static final String TEXT = "text/plain";

    private final Parcel parcel;
    private final VendorIds ids;
    private final HubAck ack;

    SmtpMail(List<String> recipients, byte[] data, VendorIds ids, HubAck ack) {
        MailMessage message = MailMessage.parse(data);
        this.parcel = new Parcel(
                message.header("x-attempt-id").orElse(null),
                String.join(", ", recipients),
                message.subject(),
                message.text().stripTrailing());
        this.ids = ids;
        this.ack = ack;
    }

    /** The refusal of a recipient, before there is a mail; empty if it may come. */
    static Optional<Reading.Refused> refusal(String recipient, Verdict verdict) {
        Parcel addressed = new Parcel(null, recipient, "", "");
        return switch (verdict) {
            case DELIVERABLE -> Optional.empty();
            case TEMPORARILY_UNAVAILABLE ->
                Optional.of(new Reading.Refused(
                        Answer.text(450, TEXT, "4.2.1 recipient temporarily unavailable (simulated)"), addressed));
            case UNDELIVERABLE ->
                Optional.of(new Reading.Refused(Answer.text(550, TEXT, "5.1.1 user unknown (simulated)"), addressed));
        };
    }

    @Override
    public List<Parcel> parcels() {
        return List.of(parcel);
    }

    /** The recipients were judged one by one at RCPT, so here every verdict is favourable. */
    @Override
    public Settled settle(List<Verdict> verdicts) {
        String queueId = ids.hex();
        return Settled.accepted(Answer.text(250, TEXT, "2.0.0 Ok: queued as " + queueId), parcel, queueId);
    }

    @Override
    public Settled fail(Fault fault) {
        int status = fault.statusOr(451);
        String usual = status == 454 ? "4.7.0" : status < 500 ? "4.3.0" : "5.3.0";
        String text = fault.errorCodeOr(usual) + (status == 454 ? " throttled" : " server trouble") + " (simulated)";
        return Settled.refused(Answer.text(status, TEXT, text), parcel);
    }

    @Override
    public Optional<Callback> receipt(Line line, Fault fault) {
        return ack.of(Vendor.SMTP, line, fault);
    }
}
