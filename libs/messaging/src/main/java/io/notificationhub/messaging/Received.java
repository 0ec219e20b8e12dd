package io.notificationhub.messaging;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record with the event read from it. */
public record Received<E>(ConsumerRecord<String, String> raw, E event) {

    /** A header's value as text; null where the record lacks it. */
    public @Nullable String header(String name) {
        Header header = raw.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
