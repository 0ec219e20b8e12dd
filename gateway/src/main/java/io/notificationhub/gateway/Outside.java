package io.notificationhub.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;

/** Gets small documents, such as public keys, from addresses that the configuration allows. Follows no redirect. */
@Component
final class Outside {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 256 * 1024;

    private final HttpClient http = HttpClient.create().followRedirect(false).responseTimeout(TIMEOUT);

    /** The other side was there and says that there is no such document, or not for us. */
    static final class NoSuchDocument extends IOException {
        private NoSuchDocument(String message) {
            super(message);
        }
    }

    /**
     * Fails with an {@link IOException}, a time-out or the like unless the answer is a 200 with a body of bearable size; with {@link NoSuchDocument} where asking
     * again is of no use.
     */
    Mono<byte[]> get(URI address) {
        return http.get()
                .uri(address)
                .response((answer, body) ->
                        answer.status().code() == 200 ? whole(body) : Mono.error(failure(address, answer.status())))
                .next()
                .timeout(TIMEOUT);
    }

    private static IOException failure(URI address, HttpResponseStatus status) {
        String what = address.getHost() + " answers " + status;
        return switch (status.code()) {
            case 401, 403, 404, 410 -> new NoSuchDocument(what);
            default -> new IOException(what);
        };
    }

    private static Mono<byte[]> whole(ByteBufFlux body) {
        return body.asByteArray()
                .scan(new ByteArrayOutputStream(), (all, part) -> {
                    all.writeBytes(part);
                    return all;
                })
                .handle((ByteArrayOutputStream all, SynchronousSink<ByteArrayOutputStream> sink) -> {
                    if (all.size() > MOST_BYTES) {
                        sink.error(new IOException("The document is too large"));
                    } else {
                        sink.next(all);
                    }
                })
                .last()
                .map(ByteArrayOutputStream::toByteArray);
    }
}
