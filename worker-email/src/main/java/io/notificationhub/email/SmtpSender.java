package io.notificationhub.email;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.VendorReason;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorCall;
import io.notificationhub.delivery.VendorSender;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Any SMTP relay. Each message blocks a virtual thread; cancelling interrupts it, which closes its connection. So does the time limit for reaching the
 * end of the data: then the relay provably has no message.
 */
final class SmtpSender implements VendorSender, AutoCloseable {
    private final Session session;
    private final SmtpConnections connections;
    private final EmailProperties properties;
    private final Scheduler virtualThreads;
    private final Duration reachTimeLimit;
    private final VendorAlarm alarm;
    private final Clock clock;

    SmtpSender(
            Session session,
            SmtpConnections connections,
            EmailProperties properties,
            Scheduler virtualThreads,
            Duration reachTimeLimit,
            VendorAlarm alarm,
            Clock clock) {
        this.session = session;
        this.connections = connections;
        this.properties = properties;
        this.virtualThreads = virtualThreads;
        this.reachTimeLimit = reachTimeLimit;
        this.alarm = alarm;
        this.clock = clock;
    }

    @Override
    public String vendor() {
        return "smtp";
    }

    @Override
    public Mono<Outcome> send(VendorCall call) {
        return Mono.defer(() -> {
                    PointOfNoReturn point = new PointOfNoReturn();
                    return Mono.firstWithSignal(
                            Mono.fromCallable(() -> deliver(call.message(), point))
                                    .subscribeOn(virtualThreads),
                            tooLate(point));
                })
                .map(alarm::watch);
    }

    private Mono<Outcome> tooLate(PointOfNoReturn point) {
        return Mono.delay(reachTimeLimit)
                .flatMap(tick -> point.giveUp()
                        ? Mono.just(new Outcome.Transient(
                                Scope.VENDOR, "CONNECT", "the message was not complete within " + reachTimeLimit))
                        : Mono.never());
    }

    @Override
    public void close() {
        virtualThreads.dispose();
    }

    private Outcome deliver(DeliveryRequested request, PointOfNoReturn point) throws MessagingException {
        Address to;
        try {
            to = new InternetAddress(request.address(), true);
        } catch (AddressException e) {
            return new Outcome.Permanent(
                    "INVALID_ADDRESS", "the address is not an e-mail address", Hygiene.ADDRESS_INVALID);
        }
        MimeMessage message = MimeEmail.of(session, Email.of(request, properties), properties, request, clock);
        try {
            return switch (connections.take()) {
                case SmtpConnections.Ready(SmtpConnection connection) -> deliver(connection, message, to, point);
                case SmtpConnections.Unavailable(int reply, String words) ->
                    unavailable(reply, words, request.address());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Transient(Scope.VENDOR, "CONNECT", "no connection was free in time");
        }
    }

    private static Outcome unavailable(int reply, String words, String address) {
        String reason = VendorReason.of(words, address);
        return reply >= 400
                ? SmtpReplies.outcome(SmtpReplies.Stage.CONNECTION, reply, words, reason)
                : new Outcome.Transient(Scope.VENDOR, "CONNECT", reason);
    }

    private Outcome deliver(SmtpConnection connection, MimeMessage message, Address to, PointOfNoReturn point)
            throws MessagingException {
        try {
            return connection.deliver(message, to, point);
        } finally {
            connections.giveBack(connection);
        }
    }
}
