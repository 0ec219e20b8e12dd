package io.notificationhub.gateway;

import java.io.IOException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.netty.channel.AbortedException;

/** A client's request as the services get to see it. */
class InnerRequest extends ServerHttpRequestDecorator {
    private final HttpHeaders headers;

    InnerRequest(ServerHttpRequest outer, HttpHeaders headers) {
        super(outer);
        this.headers = headers;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody()
                .onErrorMap(
                        error -> error instanceof IOException || error instanceof AbortedException,
                        BrokenOffRequest::new);
    }

    /** The same request with a body that was read before. */
    InnerRequest withBody(byte[] body, DataBuffer buffer) {
        headers.setContentLength(body.length);
        return new InnerRequest(getDelegate(), headers) {
            @Override
            public Flux<DataBuffer> getBody() {
                return Flux.just(buffer);
            }
        };
    }
}
