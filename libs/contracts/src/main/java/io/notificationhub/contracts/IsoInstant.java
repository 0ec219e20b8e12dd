package io.notificationhub.contracts;

import java.time.DateTimeException;
import java.time.Instant;
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
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw context.weirdStringException(text, Instant.class, "not an ISO-8601 time with an offset");
        }
    }
}
