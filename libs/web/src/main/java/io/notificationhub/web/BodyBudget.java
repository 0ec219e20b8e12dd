package io.notificationhub.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How many bytes of requests' bodies a process holds at once, so that no number of large requests exhausts its heap. A body counts from the arrival of its
 * bytes until its request is over, because what was read from it lives as long. What doesn't fit gets a 503. {@code hub.http.body.bytes} is what is held,
 * {@code hub.http.body.refused} counts what did not fit.
 */
public final class BodyBudget {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long most;
    private final AtomicLong held;
    private final Counter refused;

    /** @param most bytes */
    public BodyBudget(long most, MeterRegistry metrics) {
        this.most = most;
        this.held = metrics.gauge("hub.http.body.bytes", new AtomicLong());
        this.refused = metrics.counter("hub.http.body.refused");
    }

    /** Handles a request with a share of its own, which is given back however the request ends. */
    public <T> Mono<T> share(Function<Share, Mono<T>> request) {
        return Mono.using(Share::new, request, Share::giveBack);
    }

    /** What one request holds. */
    public final class Share {
        private long taken;
        private boolean over;

        private Share() {}

        /**
         * Takes in a whole body; nothing for an empty one. Fails with {@link CommonError#PAYLOAD_TOO_LARGE} as soon as it exceeds its limit, and with
         * {@link CommonError#TEMPORARILY_UNAVAILABLE} if all bodies together would exceed theirs.
         *
         * @param limit bytes
         */
        public Mono<byte[]> whole(Flux<DataBuffer> body, long limit) {
            // Copied at once: buffers that are still to be released when something fails are released by each operator
            // on their way.
            return body.map(buffer -> take(buffer, limit))
                    .collectList()
                    .filter(parts -> !parts.isEmpty())
                    .map(Share::joined);
        }

        private byte[] take(DataBuffer buffer, long limit) {
            try {
                int size = buffer.readableByteCount();
                take(size, limit);
                byte[] bytes = new byte[size];
                buffer.read(bytes);
                return bytes;
            } finally {
                DataBufferUtils.release(buffer);
            }
        }

        private synchronized void take(int size, long limit) {
            if (over) {
                return;
            }
            taken += size;
            boolean fits = held.addAndGet(size) <= most;
            if (taken > limit) {
                throw ProblemException.tooLarge(limit);
            }
            if (!fits) {
                refused.increment();
                throw ProblemException.of(
                                CommonError.TEMPORARILY_UNAVAILABLE, "Too many large requests at once, try again")
                        .retryAfter(RETRY_AFTER);
            }
        }

        /** By whoever ends the request, which may be another thread than its bytes come on. */
        private synchronized void giveBack() {
            over = true;
            held.addAndGet(-taken);
        }

        private static byte[] joined(List<byte[]> parts) {
            if (parts.size() == 1) {
                return parts.getFirst();
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream(
                    parts.stream().mapToInt(part -> part.length).sum());
            parts.forEach(all::writeBytes);
            return all.toByteArray();
        }
    }
}
