package io.notificationhub.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes UTF-8, or the very bytes that {@link Utf8Deserializer} read and kept because they were none. */
public final class Utf8Serializer implements Serializer<String> {
    private String raw = Utf8Deserializer.RAW_VALUE;

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        raw = isKey ? Utf8Deserializer.RAW_KEY : Utf8Deserializer.RAW_VALUE;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable String text) {
        Header kept = headers.lastHeader(raw);
        headers.remove(raw);
        return kept == null || text == null ? serialize(topic, text) : kept.value();
    }
}
