package io.notificationhub.gateway;

import io.notificationhub.web.TraceId;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Begins a trace where the client didn't, or not as <a href="https://www.w3.org/TR/trace-context/">Trace Context</a> says. */
@Component
final class TraceParents {
    private static final HexFormat HEX = HexFormat.of();

    private final RandomGenerator random;

    TraceParents(RandomGenerator random) {
        this.random = random;
    }

    /** The client's {@code traceparent}, if it is well-formed, else a new, sampled one. */
    String of(HttpHeaders headers) {
        String passedOn = TraceId.traceparent(headers);
        return passedOn == null ? begin() : passedOn;
    }

    private String begin() {
        return "00-" + HEX.toHexDigits(nonZero()) + HEX.toHexDigits(random.nextLong()) + "-"
                + HEX.toHexDigits(nonZero()) + "-01";
    }

    private long nonZero() {
        long bits = random.nextLong();
        return bits == 0 ? 1 : bits;
    }
}
