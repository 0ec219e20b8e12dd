package io.notificationhub.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An RFC 5322 message, read as far as a test wants to see it: headers, decoded subject, and the first text of its MIME parts. */
final class MailMessage {
    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?([^?\\s]+)\\?([bBqQ])\\?([^?]*)\\?=");
    private static final Pattern BETWEEN_ENCODED_WORDS = Pattern.compile("(\\?=)\\s+(=\\?)");
    private static final Pattern PARAMETER = Pattern.compile(";\\s*([\\w-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))");
    private static final int DEEPEST = 8;

    private final Map<String, String> headers;
    private final String text;

    private MailMessage(Map<String, String> headers, String text) {
        this.headers = headers;
        this.text = text;
    }

    static MailMessage parse(byte[] bytes) {
        // One character per byte, so that parts can be cut out and decoded by their own charset.
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        Map<String, String> headers = headers(raw);
        return new MailMessage(headers, text(headers, body(raw), 0).orElse(""));
    }

    String subject() {
        return decodeWords(header("subject").orElse(""));
    }

    String text() {
        return text;
    }

    Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    private static Optional<String> text(Map<String, String> headers, String body, int depth) {
        String type = headers.getOrDefault("content-type", "text/plain; charset=utf-8");
        String lower = type.toLowerCase(Locale.ROOT);
        if (lower.startsWith("multipart/")) {
            String boundary = parameter(type, "boundary");
            if (boundary.isEmpty() || depth > DEEPEST) {
                return Optional.empty();
            }
            List<String> parts = parts(body, boundary);
            return parts.stream()
                    .map(part -> text(headers(part), body(part), depth + 1))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return lower.startsWith("text/")
                ? Optional.of(new String(
                        decode(headers.getOrDefault("content-transfer-encoding", "7bit"), body),
                        charset(parameter(type, "charset"))))
                : Optional.empty();
    }

    private static List<String> parts(String body, String boundary) {
        List<String> parts = new ArrayList<>();
        String[] pieces = ("\r\n" + body).split(Pattern.quote("\r\n--" + boundary), -1);
        for (int i = 1; i < pieces.length && !pieces[i].startsWith("--"); i++) {
            int lineEnd = pieces[i].indexOf("\r\n");
            parts.add(lineEnd < 0 ? "" : pieces[i].substring(lineEnd + 2));
        }
        return parts;
    }

    private static Map<String, String> headers(String raw) {
        int end = raw.startsWith("\r\n") ? 0 : raw.indexOf("\r\n\r\n");
        String unfolded = (end < 0 ? raw : raw.substring(0, end)).replaceAll("\r\n(?=[ \t])", "");
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : unfolded.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.putIfAbsent(
                        name,
                        new String(
                                line.substring(colon + 1).strip().getBytes(StandardCharsets.ISO_8859_1),
                                StandardCharsets.UTF_8));
            }
        }
        return headers;
    }

    private static String body(String raw) {
        if (raw.startsWith("\r\n")) {
            return raw.substring(2);
        }
        int end = raw.indexOf("\r\n\r\n");
        return end < 0 ? "" : raw.substring(end + 4);
    }

    private static byte[] decode(String encoding, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(bytes);
            case "quoted-printable" -> quotedPrintable(body.replace("=\r\n", ""), false);
            default -> bytes;
        };
    }

    private static byte[] base64(byte[] bytes) {
        try {
            return Base64.getMimeDecoder().decode(bytes);
        } catch (IllegalArgumentException broken) {
            return bytes;
        }
    }

    private static byte[] quotedPrintable(String text, boolean inHeader) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '=' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(inHeader && c == '_' ? ' ' : c);
            }
        }
        return out.toByteArray();
    }

    private static String decodeWords(String header) {
        return ENCODED_WORD
                .matcher(BETWEEN_ENCODED_WORDS.matcher(header).replaceAll("$1$2"))
                .replaceAll(word -> Matcher.quoteReplacement(new String(
                        word.group(2).equalsIgnoreCase("b")
                                ? base64(word.group(3).getBytes(StandardCharsets.ISO_8859_1))
                                : quotedPrintable(word.group(3), true),
                        charset(word.group(1)))));
    }

    private static String parameter(String header, String name) {
        Matcher parameter = PARAMETER.matcher(header);
        while (parameter.find()) {
            if (parameter.group(1).equalsIgnoreCase(name)) {
                String quoted = parameter.group(2);
                return quoted != null ? quoted : parameter.group(3);
            }
        }
        return "";
    }

    private static Charset charset(String name) {
        try {
            return name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
