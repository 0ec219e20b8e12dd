package io.notificationhub.intake.event;

import io.notificationhub.contracts.CloudEventHeaders;
import io.notificationhub.web.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The trace that an event belongs to: its own where it brings a well-formed one, else a new one. */
final class Traceparents {
    private final RandomGenerator random;

    Traceparents(RandomGenerator random) {
        this.random = random;
    }

    String of(Headers headers) {
        Header header = headers.lastHeader(CloudEventHeaders.TRACEPARENT);
        String given = header == null || header.value() == null ? null : wellFormed(header.value());
        return given == null ? "00-" + hex(16) + "-" + hex(8) + "-01" : given;
    }

    private static @Nullable String wellFormed(byte[] value) {
        HttpHeaders one = new HttpHeaders();
        one.set(CloudEventHeaders.TRACEPARENT, new String(value, StandardCharsets.US_ASCII));
        return TraceId.traceparent(one);
    }

    private String hex(int bytes) {
        byte[] id = new byte[bytes];
        random.nextBytes(id);
        // All zeros are no id.
        id[0] |= 1;
        return HexFormat.of().formatHex(id);
    }
}
