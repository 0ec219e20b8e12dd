package io.notificationhub.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One SMTP connection: takes lines without their CRLF and gives replies, in the order of RFC 5321. Not thread-safe; lines come one by one. */
final class SmtpSession {
    static final int MOST_BYTES = 10 * 1024 * 1024;
    private static final int MOST_RECIPIENTS = 100;
    private static final int CLOSING = 421;

    /** @param close whether the connection ends after these lines, of which there may be none */
    record Reply(String lines, boolean close) {
        static Reply of(int code, String text) {
            return new Reply(code + " " + text + "\r\n", code == CLOSING || code == 221);
        }
    }

    /** What the session needs of the server. */
    interface Office {
        boolean knows(String user, String password);

        Verdict verdict(String recipient);

        Mono<Answer> take(Reading reading);

        SmtpMail mail(List<String> recipients, byte[] data);
    }

    private final Office office;
    private boolean greeted;
    private @Nullable String sender;
    private final List<String> recipients = new ArrayList<>();
    private @Nullable ByteArrayOutputStream data;
    private @Nullable BiFunction<SmtpSession, String, Reply> credentialLine;

    SmtpSession(Office office) {
        this.office = office;
    }

    /** The reply to a line; none while a mail's data goes on. */
    Mono<Reply> on(byte[] line) {
        ByteArrayOutputStream receiving = data;
        if (receiving != null) {
            return onData(receiving, line);
        }
        String text = new String(line, StandardCharsets.UTF_8);
        BiFunction<SmtpSession, String, Reply> waiting = credentialLine;
        if (waiting != null) {
            credentialLine = null;
            return Mono.just(waiting.apply(this, text));
        }
        int space = text.indexOf(' ');
        String verb = (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
        String argument = space < 0 ? "" : text.substring(space + 1).strip();
        return verb.equals("RCPT") ? recipient(argument) : Mono.just(command(verb, argument));
    }

    private Reply command(String verb, String argument) {
        return switch (verb) {
            case "EHLO" -> greet(argument, true);
            case "HELO" -> greet(argument, false);
            case "MAIL" -> mail(argument);
            case "DATA" -> startData();
            case "RSET" -> {
                reset();
                yield Reply.of(250, "2.0.0 Ok");
            }
            case "NOOP" -> Reply.of(250, "2.0.0 Ok");
            case "VRFY" -> Reply.of(252, "2.0.0 send some mail, I will try");
            case "AUTH" -> authenticate(argument);
            case "QUIT" -> Reply.of(221, "2.0.0 Bye");
            case "STARTTLS" -> Reply.of(502, "5.5.1 not offered");
            default -> Reply.of(500, "5.5.2 command not recognized");
        };
    }

    private Reply greet(String name, boolean extended) {
        if (name.isEmpty()) {
            return Reply.of(501, "5.5.4 a name is required");
        }
        reset();
        greeted = true;
        return extended
                ? new Reply(
                        "250-simulator.local\r\n250-PIPELINING\r\n250-SIZE " + MOST_BYTES
                                + "\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-AUTH PLAIN LOGIN\r\n250 ENHANCEDSTATUSCODES\r\n",
                        false)
                : Reply.of(250, "simulator.local");
    }

    private Reply mail(String argument) {
        if (!greeted || sender != null) {
            return Reply.of(503, "5.5.1 bad sequence of commands");
        }
        Optional<String> path = path(argument, "FROM:");
        if (path.isEmpty()) {
            return Reply.of(501, "5.5.4 syntax: MAIL FROM:<address>");
        }
        sender = path.get();
        return Reply.of(250, "2.1.0 Ok");
    }

    private Mono<Reply> recipient(String argument) {
        if (sender == null) {
            return Mono.just(Reply.of(503, "5.5.1 need MAIL first"));
        }
        Optional<String> path = path(argument, "TO:");
        if (path.isEmpty() || path.get().indexOf('@') < 1) {
            return Mono.just(Reply.of(501, "5.1.3 syntax: RCPT TO:<address>"));
        }
        if (recipients.size() >= MOST_RECIPIENTS) {
            return Mono.just(Reply.of(452, "4.5.3 too many recipients"));
        }
        Optional<Reading.Refused> refusal = SmtpMail.refusal(path.get(), office.verdict(path.get()));
        if (refusal.isPresent()) {
            return office.take(refusal.get()).map(SmtpSession::reply);
        }
        recipients.add(path.get());
        return Mono.just(Reply.of(250, "2.1.5 Ok"));
    }

    private Reply startData() {
        if (recipients.isEmpty()) {
            return sender == null ? Reply.of(503, "5.5.1 need MAIL first") : Reply.of(554, "5.5.1 no valid recipients");
        }
        data = new ByteArrayOutputStream();
        return Reply.of(354, "End data with <CR><LF>.<CR><LF>");
    }

    private Mono<Reply> onData(ByteArrayOutputStream receiving, byte[] line) {
        boolean dotted = line.length > 0 && line[0] == '.';
        if (!dotted || line.length > 1) {
            // Lines beyond the limit are read and dropped: the refusal comes after the dot.
            if (receiving.size() <= MOST_BYTES) {
                receiving.write(line, dotted ? 1 : 0, dotted ? line.length - 1 : line.length);
                receiving.writeBytes(new byte[] {'\r', '\n'});
            }
            return Mono.empty();
        }
        List<String> to = List.copyOf(recipients);
        reset();
        return receiving.size() > MOST_BYTES
                ? Mono.just(Reply.of(552, "5.3.4 message too big"))
                : office.take(office.mail(to, receiving.toByteArray())).map(SmtpSession::reply);
    }

    private static Reply reply(Answer answer) {
        return answer.cut() ? new Reply("", true) : Reply.of(answer.status(), answer.body());
    }

    private void reset() {
        sender = null;
        recipients.clear();
        data = null;
    }

    private Reply authenticate(String argument) {
        String[] words = argument.split("\\s+", 2);
        String initial = words.length > 1 ? words[1] : "";
        return switch (words[0].toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> {
                if (initial.isEmpty()) {
                    credentialLine = SmtpSession::plain;
                    yield Reply.of(334, "");
                }
                yield plain(initial);
            }
            case "LOGIN" -> {
                if (initial.isEmpty()) {
                    credentialLine = SmtpSession::loginUser;
                    yield Reply.of(334, "VXNlcm5hbWU6");
                }
                yield loginUser(initial);
            }
            default -> Reply.of(504, "5.5.4 mechanism not offered");
        };
    }

    private Reply plain(String base64) {
        String[] parts = decode(base64).split("\0", -1);
        return parts.length == 3 ? verdictOn(parts[1], parts[2]) : Reply.of(501, "5.5.2 not PLAIN credentials");
    }

    private Reply loginUser(String base64) {
        String user = decode(base64);
        credentialLine = (session, line) -> session.verdictOn(user, decode(line));
        return Reply.of(334, "UGFzc3dvcmQ6");
    }

    private Reply verdictOn(String user, String password) {
        return office.knows(user, password)
                ? Reply.of(235, "2.7.0 authentication successful")
                : Reply.of(535, "5.7.8 authentication credentials invalid");
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static Optional<String> path(String argument, String prefix) {
        int open = argument.indexOf('<');
        int close = argument.indexOf('>');
        return argument.regionMatches(true, 0, prefix, 0, prefix.length()) && open >= 0 && close > open
                ? Optional.of(argument.substring(open + 1, close))
                : Optional.empty();
    }
}
