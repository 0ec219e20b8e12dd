package io.notificationhub.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Shows the API's document in Swagger UI, out of the WebJar: nothing comes from elsewhere. */
@Component
final class SwaggerPages implements WebFilter {
    private static final String PAGE = "/swagger-ui.html";
    private static final String FILES = "/swagger-ui/";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript");
    private static final Map<String, MediaType> SERVED =
            Map.of("swagger-ui.css", MediaType.parseMediaType("text/css"), "swagger-ui-bundle.js", SCRIPT);
    private static final String HTML = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Notification hub API</title>
            <link rel="stylesheet" href="/swagger-ui/swagger-ui.css"></head>
            <body><div id="swagger-ui"></div>
            <script src="/swagger-ui/swagger-ui-bundle.js"></script>
            <script src="/swagger-ui/start.js"></script></body>
            </html>
            """;
    private static final String START =
            "SwaggerUIBundle({url: '/v3/api-docs', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null});\n";

    private final Map<String, Mono<ByteBuf>> files =
            SERVED.keySet().stream().collect(Collectors.toMap(Function.identity(), SwaggerPages::loaded));

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Endpoint endpoint = exchange.getAttribute(Door.ENDPOINT);
        String path = exchange.getRequest().getPath().value();
        return switch (endpoint) {
            case SWAGGER -> redirect(exchange.getResponse());
            case SWAGGER_PAGE -> write(exchange, MediaType.TEXT_HTML, HTML.getBytes(StandardCharsets.UTF_8));
            case SWAGGER_FILES -> file(exchange, path.substring(Math.min(path.length(), FILES.length())));
            case null, default -> chain.filter(exchange);
        };
    }

    private static Mono<Void> redirect(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.FOUND);
        response.getHeaders().setLocation(URI.create(PAGE));
        return response.setComplete();
    }

    private Mono<Void> file(ServerWebExchange exchange, String name) {
        if (name.equals("start.js")) {
            return write(exchange, SCRIPT, START.getBytes(StandardCharsets.UTF_8));
        }
        MediaType type = SERVED.get(name);
        return type == null
                ? Mono.error(ProblemException.of(CommonError.NOT_FOUND, "No such path"))
                : Objects.requireNonNull(files.get(name))
                        .flatMap(bytes -> write(exchange, type, bytes.readableBytes(), share(exchange, bytes)));
    }

    /** Off the heap and shared by all answers: whoever takes long to read one holds nothing but its connection. */
    private static Mono<ByteBuf> loaded(String name) {
        return Mono.fromCallable(() -> read(name))
                .map(bytes -> Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length, bytes.length)
                        .writeBytes(bytes)
                        .asReadOnly()))
                .subscribeOn(Schedulers.boundedElastic())
                .cacheInvalidateIf(bytes -> false);
    }

    private static DataBuffer share(ServerWebExchange exchange, ByteBuf bytes) {
        return NettyDataBufferFactory.class
                .cast(exchange.getResponse().bufferFactory())
                .wrap(bytes.duplicate());
    }

    private static byte[] read(String name) throws IOException {
        String pattern = "classpath*:META-INF/resources/webjars/swagger-ui/*/" + name;
        for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
            return file.getContentAsByteArray();
        }
        throw new IOException("The WebJar has no " + name);
    }

    private static Mono<Void> write(ServerWebExchange exchange, MediaType type, byte[] bytes) {
        return write(
                exchange,
                type,
                bytes.length,
                exchange.getResponse().bufferFactory().wrap(bytes));
    }

    private static Mono<Void> write(ServerWebExchange exchange, MediaType type, int length, DataBuffer bytes) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.setContentType(new MediaType(type, StandardCharsets.UTF_8));
        headers.setContentLength(length);
        return exchange.getResponse().writeWith(Mono.just(bytes));
    }
}
