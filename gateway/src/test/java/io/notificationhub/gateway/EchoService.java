package io.notificationhub.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A service behind the gateway: remembers what it got and answers as told. */
final class EchoService {
    private final DisposableServer server;
    private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile Answer answer = Answer.json(200, "{}");

    EchoService() {
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(this::handle)
                .bindNow();
    }

    private Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        begun.incrementAndGet();
        return request.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> {
                    got.add(new Got(
                            request.method().name(),
                            request.uri(),
                            request.requestHeaders().copy(),
                            new String(body, ISO_8859_1)));
                    return answer.write(response);
                });
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    void answers(Answer next) {
        answer = next;
    }

    void forget() {
        got.clear();
        answer = Answer.json(200, "{}");
    }

    /** Requests whose head has come, whether or not their body has. */
    int begun() {
        return begun.get();
    }

    Got only() throws InterruptedException {
        Got first = got.poll(5, TimeUnit.SECONDS);
        if (first == null) {
            throw new AssertionError("Nothing came through");
        }
        if (!got.isEmpty()) {
            throw new AssertionError("More came through: " + got);
        }
        return first;
    }

    List<Got> all() {
        return List.copyOf(got);
    }

    /**
     * A request as it came.
     *
     * @param bytes of the body, one character each
     */
    record Got(String method, String uri, HttpHeaders headers, String bytes) {
        @Nullable
        String header(String name) {
            return headers.get(name);
        }

        String text() {
            return new String(bytes.getBytes(ISO_8859_1), UTF_8);
        }
    }

    /** What the service does with a request. */
    interface Answer {
        Mono<Void> write(HttpServerResponse response);

        static Answer json(int status, String body) {
            return of(status, "application/json", body);
        }

        static Answer of(int status, String type, String body) {
            return response -> response.status(status)
                    .header("Content-Type", type)
                    .header("Content-Length", Integer.toString(body.getBytes(UTF_8).length))
                    .sendString(Mono.just(body))
                    .then();
        }

        static Answer empty(int status) {
            return response ->
                    response.status(status).header("Content-Length", "0").send();
        }

        static Answer never() {
            return response -> Mono.never();
        }

        static Answer cut() {
            return response ->
                    response.withConnection(DisposableChannel::dispose).neverComplete();
        }
    }
}
