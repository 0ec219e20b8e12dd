package io.notificationhub.gateway;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

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
