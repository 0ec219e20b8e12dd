package io.notificationhub.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads UTF-8. Bytes that are none come as U+FFFD, as in Kafka's own, but the record keeps what they were in a header of its own, so that {@link Inbox} can tell
 * and {@link Utf8Serializer} can write them again as they came.
 */
public final class Utf8Deserializer implements Deserializer<String> {
    static final String RAW_KEY = "hub-raw-key";
    static final String RAW_VALUE = "hub-raw-value";
    private static final char REPLACEMENT = '\uFFFD';

    private String raw = RAW_VALUE;

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        raw = isKey ? RAW_KEY : RAW_VALUE;
    }

    @Override
    public @Nullable String deserialize(String topic, byte @Nullable [] data) {
        return data == null ? null : new String(data, UTF_8);
    }

    @Override
    public @Nullable String deserialize(String topic, Headers headers, byte @Nullable [] data) {
        // Nobody else may say what the bytes were.
        headers.remove(raw);
        String text = deserialize(topic, data);
        if (text != null && text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(UTF_8), data)) {
            headers.add(raw, data);
        }
        return text;
    }
}
