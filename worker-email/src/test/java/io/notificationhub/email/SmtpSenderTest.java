package io.notificationhub.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.Content;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorCall;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class SmtpSenderTest {
    private static final Clock CLOCK = Clock.fixed(Requests.NOW, ZoneOffset.UTC);

    private static final Duration REACH_TIME_LIMIT = Duration.ofSeconds(6);

    private final Scheduler threads = Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<SmtpConnections> pools = new ArrayList<>();

    @AfterEach
    void stop() {
        pools.forEach(SmtpConnections::close);
        threads.dispose();
    }

    @Test
    void a_message_arrives_whole() throws MessagingException, IOException {
        GreenMail relay = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        relay.start();
        try {
            Outcome outcome = send(
                    sender(relay.getSmtp().getPort()),
                    Requests.of(
                            Kind.MARKETING,
                            "jane@example.com",
                            new Content("할인\r\nBcc: x@y.z", "(광고) 본문\n.\n끝", "<p>본문</p>")));

            String messageId = "<" + Requests.ATTEMPT + "@shop.example>";
            assertThat(outcome).isEqualTo(new Outcome.Accepted(messageId));
            MimeMessage mail = relay.getReceivedMessages()[0];
            assertThat(mail.getHeader("X-Attempt-Id")).containsExactly(Requests.ATTEMPT.toString());
            assertThat(mail.getMessageID()).isEqualTo(messageId);
            assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("Shop <no-reply@shop.example>");
            assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("jane@example.com");
            assertThat(mail.getSubject()).isEqualTo("할인 Bcc: x@y.z");
            assertThat(mail.getSentDate()).isEqualTo(Requests.NOW);
            assertThat(mail.getHeader("List-Unsubscribe", null).replaceAll("\\s", ""))
                    .isEqualTo("<https://hub.example/unsubscribe/" + Requests.ATTEMPT + "?r=user%2F1&k=MARKETING>");
            assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
            MimeMultipart parts = (MimeMultipart) mail.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getBodyPart(0).getContent().toString().replace("\r", ""))
                    .isEqualTo("(광고) 본문\n.\n끝");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>본문</p>");
        } finally {
            relay.stop();
        }
    }

    @Test
    void signs_in_where_the_relay_wants_it() {
        GreenMail relay = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        relay.setUser("hub@shop.example", "hub", "right");
        relay.start();
        try {
            int port = relay.getSmtp().getPort();

            assertThat(send(sender(settings(port, "hub", "right", SmtpProperties.Security.NONE)), Requests.to("j@x.y")))
                    .isInstanceOf(Outcome.Accepted.class);
            assertThat(send(sender(settings(port, "hub", "wrong", SmtpProperties.Security.NONE)), Requests.to("j@x.y")))
                    .isInstanceOfSatisfying(Outcome.Transient.class, failure -> {
                        assertThat(failure.scope()).isEqualTo(Scope.VENDOR);
                        assertThat(failure.vendorCode()).isEqualTo("535");
                        assertThat(failure.reason()).doesNotContain("wrong");
                    });
            assertThat(metrics.counter("hub.vendor.alarms", "vendor", "smtp", "code", "535")
                            .count())
                    .isEqualTo(1);
        } finally {
            relay.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 450 4.2.1 busy,                 RECIPIENT, 450",
        "RCPT, 421 4.3.2 closing,              VENDOR,    421",
        "MAIL, 451 4.3.0 try later,            VENDOR,    451",
        ".,    451 4.3.0 try later,            VENDOR,    451",
        "DATA, 452 4.3.1 full,                 VENDOR,    452",
        "GREETING, 421 too many connections,   VENDOR,    421"
    })
    void a_four_is_transient(String verb, String reply, Scope scope, String code) throws IOException {
        try (ScriptedRelay relay = new ScriptedRelay().replies(verb, reply)) {
            assertThat(send(sender(relay.port()), Requests.to("jane@example.com")))
                    .isInstanceOfSatisfying(Outcome.Transient.class, failure -> {
                        assertThat(failure.scope()).isEqualTo(scope);
                        assertThat(failure.vendorCode()).isEqualTo(code);
                    });
        }
    }

    @Test
    void a_throttle_and_a_five_are_told_apart_and_the_connection_lives_on() throws IOException {
        try (ScriptedRelay relay = new ScriptedRelay()) {
            SmtpSender sender = sender(relay.port());

            relay.replies(".", "454 Throttling failure: Maximum sending rate exceeded.");
            assertThat(send(sender, Requests.to("jane@example.com"))).isInstanceOf(Outcome.Throttled.class);
            relay.replies(".", "250 ok").replies("RCPT", "550 5.1.1 <jane@example.com> unknown");
            assertThat(send(sender, Requests.to("jane@example.com")))
                    .isEqualTo(new Outcome.Permanent("550", "550 5.1.1 <ja***om> unknown", Hygiene.ADDRESS_INVALID));
            relay.replies("RCPT", "250 ok");
            assertThat(send(sender, Requests.to("jane@example.com"))).isInstanceOf(Outcome.Accepted.class);
            assertThat(relay.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_cut_after_the_data_is_ambiguous() throws IOException {
        try (ScriptedRelay relay = new ScriptedRelay().replies(".", ScriptedRelay.CUT)) {
            assertThat(send(sender(relay.port()), Requests.to("jane@example.com")))
                    .isInstanceOf(Outcome.Ambiguous.class);
            assertThat(relay.commands()).filteredOn("."::equals).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA"})
    void a_cut_before_the_end_of_the_data_is_transient(String verb) throws IOException {
        try (ScriptedRelay relay = new ScriptedRelay().replies(verb, ScriptedRelay.CUT)) {
            assertThat(send(sender(relay.port()), Requests.to("jane@example.com")))
                    .isInstanceOfSatisfying(
                            Outcome.Transient.class,
                            failure -> assertThat(failure.scope()).isEqualTo(Scope.VENDOR));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA"})
    void a_relay_that_falls_silent_before_the_end_of_the_data_has_no_message(String verb) throws IOException {
        try (ScriptedRelay relay = new ScriptedRelay().replies(verb, ScriptedRelay.SILENCE)) {
            assertThat(send(impatient(relay.port(), Duration.ofMinutes(1)), Requests.to("jane@example.com")))
                    .isInstanceOfSatisfying(Outcome.Transient.class, failure -> {
                        assertThat(failure.scope()).isEqualTo(Scope.VENDOR);
                        assertThat(failure.vendorCode()).isEqualTo("CONNECT");
                    });
            assertThat(relay.commands()).doesNotContain(".");
        }
    }

    @Test
    void a_relay_that_falls_silent_after_the_data_may_have_the_message() throws IOException {
        try (ScriptedRelay relay = new ScriptedRelay().replies(".", ScriptedRelay.SILENCE)) {
            assertThat(send(impatient(relay.port(), Duration.ofSeconds(3)), Requests.to("jane@example.com")))
                    .isInstanceOf(Outcome.Ambiguous.class);
        }
    }

    @Test
    void a_call_either_ends_its_data_or_is_given_up() {
        PointOfNoReturn passed = new PointOfNoReturn();
        assertThat(passed.pass()).isTrue();
        assertThat(passed.giveUp()).isFalse();
        assertThat(passed.isPassed()).isTrue();

        PointOfNoReturn givenUp = new PointOfNoReturn();
        assertThat(givenUp.giveUp()).isTrue();
        assertThat(givenUp.pass()).isFalse();
        assertThat(givenUp.isPassed()).isFalse();
    }

    @Test
    void a_refused_connection_is_transient() throws IOException {
        int port;
        try (ScriptedRelay relay = new ScriptedRelay()) {
            port = relay.port();
        }

        assertThat(send(sender(port), Requests.to("jane@example.com")))
                .isInstanceOfSatisfying(
                        Outcome.Transient.class,
                        failure -> assertThat(failure.vendorCode()).isEqualTo("CONNECT"));
    }

    @Test
    void a_relay_without_encryption_gets_nothing_where_encryption_is_required() throws IOException {
        try (ScriptedRelay relay = new ScriptedRelay()) {
            SmtpSender sender = sender(settings(relay.port(), "", "", SmtpProperties.Security.STARTTLS));

            assertThat(send(sender, Requests.to("jane@example.com"))).isInstanceOf(Outcome.Transient.class);
            assertThat(relay.commands()).noneMatch(command -> command.startsWith("MAIL"));
        }
    }

    @Test
    void connections_are_shared_and_bounded() throws IOException {
        try (ScriptedRelay relay = new ScriptedRelay()) {
            SmtpSender sender = sender(relay.port());

            List<Outcome> outcomes = Flux.range(0, 40)
                    .flatMap(i -> sender.send(Requests.to("user" + i + "@example.com")), 40)
                    .collectList()
                    .blockOptional(Duration.ofSeconds(20))
                    .orElseThrow();

            assertThat(outcomes).hasSize(40).allMatch(Outcome.Accepted.class::isInstance);
            assertThat(relay.connections()).isBetween(1, 4);
        }
    }

    @Test
    void a_connection_that_the_relay_closed_meanwhile_is_replaced_before_it_is_used() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Requests.NOW);
        Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
        try (ScriptedRelay relay = new ScriptedRelay()) {
            SmtpSender sender = sender(settings(relay.port(), "", "", SmtpProperties.Security.NONE), clock);
            send(sender, Requests.to("jane@example.com"));
            relay.dropConnections();
            now.set(Requests.NOW.plusSeconds(5));

            assertThat(send(sender, Requests.to("jane@example.com"))).isInstanceOf(Outcome.Accepted.class);
            assertThat(relay.connections()).isEqualTo(2);
        }
    }

    @Test
    void of_many_connections_that_fell_silent_while_they_rested_one_is_asked()
            throws IOException, InterruptedException {
        AtomicReference<Instant> now = new AtomicReference<>(Requests.NOW);
        Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
        try (ScriptedRelay relay = new ScriptedRelay().replies("NOOP", ScriptedRelay.SILENCE)) {
            SmtpSender sender = sender(settings(relay.port(), "", "", SmtpProperties.Security.NONE), clock);
            SmtpConnections connections = pools.getLast();
            List<SmtpConnection> open = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                open.add(((SmtpConnections.Ready) connections.take()).connection());
            }
            open.forEach(connections::giveBack);
            now.set(Requests.NOW.plusSeconds(5));

            assertThat(send(sender, Requests.to("jane@example.com"))).isInstanceOf(Outcome.Accepted.class);

            assertThat(relay.commands()).filteredOn("NOOP"::equals).hasSize(1);
            assertThat(relay.connections()).isEqualTo(5);
        }
    }

    @Test
    void cancelled_calls_give_their_connections_up() throws IOException {
        try (ScriptedRelay relay = new ScriptedRelay().replies(".", ScriptedRelay.SILENCE)) {
            SmtpSender sender = sender(relay.port());

            for (int i = 0; i < 6; i++) { // more than the pool holds
                assertThatThrownBy(() -> sender.send(Requests.to("jane@example.com"))
                                .timeout(Duration.ofMillis(300))
                                .block())
                        .hasCauseInstanceOf(TimeoutException.class);
            }
            relay.replies(".", "250 ok");

            assertThat(send(sender, Requests.to("jane@example.com"))).isInstanceOf(Outcome.Accepted.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a@b.c, d@e.f", "a@b.c\r\nBcc: d@e.f", "<a@b.c> <d@e.f>"})
    void what_is_no_address_is_not_sent(String address) throws IOException {
        try (ScriptedRelay relay = new ScriptedRelay()) {
            assertThat(send(sender(relay.port()), Requests.to(address)))
                    .isInstanceOfSatisfying(
                            Outcome.Permanent.class,
                            refused -> assertThat(refused.vendorCode()).isEqualTo("INVALID_ADDRESS"));
            assertThat(relay.connections()).isZero();
        }
    }

    private static Outcome send(SmtpSender sender, VendorCall call) {
        return sender.send(call).blockOptional(Duration.ofSeconds(20)).orElseThrow();
    }

    private SmtpSender sender(int port) {
        return sender(settings(port, "", "", SmtpProperties.Security.NONE));
    }

    private SmtpSender sender(SmtpProperties settings) {
        return sender(settings, CLOCK);
    }

    private SmtpSender sender(SmtpProperties settings, Clock clock) {
        return sender(settings, clock, REACH_TIME_LIMIT);
    }

    /** Gives a relay less time for everything up to the end of the data than for one reply. */
    private SmtpSender impatient(int port, Duration replyTimeout) {
        SmtpProperties settings = new SmtpProperties(
                "127.0.0.1",
                port,
                "",
                "",
                SmtpProperties.Security.NONE,
                4,
                Duration.ofSeconds(10),
                replyTimeout,
                Duration.ofSeconds(20));
        return sender(settings, CLOCK, Duration.ofSeconds(1));
    }

    private SmtpSender sender(SmtpProperties settings, Clock clock, Duration reachTimeLimit) {
        Session session = Session.getInstance(settings.forMail());
        SmtpConnections connections = new SmtpConnections(session, settings, clock);
        pools.add(connections);
        return new SmtpSender(
                session,
                connections,
                Requests.PROPERTIES,
                threads,
                reachTimeLimit,
                new VendorAlarm("smtp", SmtpReplies::needsPeople, metrics),
                clock);
    }

    private static SmtpProperties settings(int port, String user, String password, SmtpProperties.Security security) {
        return new SmtpProperties(
                "127.0.0.1",
                port,
                user,
                password,
                security,
                4,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20));
    }
}
