package io.notificationhub.contracts;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Reads a point in time from ISO-8601 text with an offset and from nothing else: Jackson's own reader takes 5 for five seconds after 1970. */
public final class IsoInstant extends StdScalarDeserializer<Instant> {
    private static final String SHAPE = "0000-00-00T00:00:00";

    private IsoInstant() {
        super(Instant.class);
    }

    /** To be added to a mapper. */
    public static JacksonModule module() {
        return new SimpleModule("iso-instant").addDeserializer(Instant.class, new IsoInstant());
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws JacksonException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
        String text = parser.getString();
        try {
            return read(text);
        } catch (DateTimeException e) {
            throw context.weirdStringException(text, Instant.class, "not an ISO-8601 time with an offset");
        }
    }

    /**
     * As the formatter reads it.
     *
     * @throws DateTimeException if it is no ISO-8601 time with an offset
     */
    static Instant read(String text) {
        return isUtc(text) ? utc(text) : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    }

    /** {@code 2026-11-21T10:15:30Z}, with up to nine digits of a second: what the hub itself writes, some ten times per message. The formatter takes microseconds for it. */
    private static boolean isUtc(String text) {
        int length = text.length();
        if (length < SHAPE.length() + 1 || length > SHAPE.length() + 11 || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char expected = SHAPE.charAt(i);
            if (expected == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != expected) {
                return false;
            }
        }
        return length == SHAPE.length() + 1 || isFraction(text);
    }

    private static boolean isFraction(String text) {
        int end = text.length() - 1;
        for (int i = SHAPE.length() + 1; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.charAt(SHAPE.length()) == '.' && end > SHAPE.length() + 1;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static Instant utc(String text) {
        int nanos = 0;
        for (int i = 0; i < 9; i++) {
            int at = SHAPE.length() + 1 + i;
            nanos = nanos * 10 + (at < text.length() - 1 ? text.charAt(at) - '0' : 0);
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nanos)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int begin, int end) {
        return Integer.parseInt(text, begin, end, 10);
    }
}
