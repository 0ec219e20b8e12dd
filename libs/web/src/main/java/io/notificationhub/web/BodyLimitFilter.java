package io.notificationhub.web;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Refuses a body over the path's limit: at once where {@code Content-Length} tells, else as soon as the bytes exceed it. And one that is compressed: its
 * limit would say nothing about what it holds.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class BodyLimitFilter implements WebFilter {
    private static final String PLAIN = "identity";

    private final WebProperties properties;
    private final @Nullable BodyBudget budget;

    /** @param budget what bodies are taken in by before anything is done with them; null: they are passed on as they come */
    BodyLimitFilter(WebProperties properties, @Nullable BodyBudget budget) {
        this.properties = properties;
        this.budget = budget;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String encoding = request.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase(PLAIN)) {
            // RFC 9110, 15.5.16: that it was the encoding, and not the media type.
            exchange.getResponse().getHeaders().set(HttpHeaders.ACCEPT_ENCODING, PLAIN);
            return Mono.error(ProblemException.of(
                    CommonError.UNSUPPORTED_MEDIA_TYPE, "Send the body without a Content-Encoding"));
        }
        long limit = properties.limitFor(request.getPath().value());
        long declared = request.getHeaders().getContentLength();
        if (declared > limit) {
            return Mono.error(ProblemException.tooLarge(limit));
        }
        if (budget != null) {
            DataBufferFactory buffers = exchange.getResponse().bufferFactory();
            return budget.share(share -> chain.filter(with(new Whole(request, share, limit, buffers), exchange)));
        }
        return chain.filter(declared >= 0 ? exchange : with(new Counted(request, limit), exchange));
    }

    private static ServerWebExchange with(ServerHttpRequest request, ServerWebExchange exchange) {
        return exchange.mutate().request(request).build();
    }

    private static final class Whole extends ServerHttpRequestDecorator {
        private final BodyBudget.Share share;
        private final long limit;
        private final DataBufferFactory buffers;

        Whole(ServerHttpRequest delegate, BodyBudget.Share share, long limit, DataBufferFactory buffers) {
            super(delegate);
            this.share = share;
            this.limit = limit;
            this.buffers = buffers;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return share.whole(super.getBody(), limit)
                    .<DataBuffer>map(buffers::wrap)
                    .flux();
        }
    }

    private static final class Counted extends ServerHttpRequestDecorator {
        private final long limit;

        Counted(ServerHttpRequest delegate, long limit) {
            super(delegate);
            this.limit = limit;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            AtomicLong seen = new AtomicLong();
            return super.getBody()
                    .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                    .handle((buffer, sink) -> {
                        if (seen.addAndGet(buffer.readableByteCount()) > limit) {
                            DataBufferUtils.release(buffer);
                            sink.error(ProblemException.tooLarge(limit));
                        } else {
                            sink.next(buffer);
                        }
                    });
        }
    }
}
