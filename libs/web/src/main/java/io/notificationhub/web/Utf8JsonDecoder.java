package io.notificationhub.web;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.util.MimeType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes only well-formed UTF-8 (RFC 3629), which is what JSON between systems is (RFC 8259, 8.1). Jackson's own reader takes overlong sequences for
 * the character they spell, and what looked at the bytes before it, such as a firewall, has seen another one; and it takes UTF-16, which shows by its zeros.
 */
final class Utf8JsonDecoder extends JacksonJsonDecoder {
    private static final int CHUNK = 2048;

    Utf8JsonDecoder(JsonMapper json) {
        super(json, MediaType.APPLICATION_JSON);
    }

    @Override
    public Object decode(
            DataBuffer body, ResolvableType type, @Nullable MimeType mimeType, @Nullable Map<String, Object> hints) {
        byte[] copy = new byte[body.readableByteCount()];
        body.toByteBuffer(ByteBuffer.wrap(copy));
        if (!isWellFormed(copy)) {
            DataBufferUtils.release(body);
            throw ProblemException.of(CommonError.INVALID_REQUEST, "The body is not well-formed UTF-8");
        }
        if (type.resolve() == RawJson.class) {
            DataBufferUtils.release(body);
            return new RawJson(copy);
        }
        return super.decode(body, type, mimeType, hints);
    }

    private static boolean isWellFormed(byte[] copy) {
        ByteBuffer bytes = ByteBuffer.wrap(copy);
        for (byte octet : copy) {
            if (octet == 0) {
                return false;
            }
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer characters = CharBuffer.allocate(CHUNK);
        CoderResult result;
        do {
            characters.clear();
            result = decoder.decode(bytes, characters, true);
        } while (result.isOverflow());
        return !result.isError();
    }
}
