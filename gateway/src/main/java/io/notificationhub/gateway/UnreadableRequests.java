package io.notificationhub.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.notificationhub.web.CommonError;
import io.notificationhub.web.ErrorCode;
import io.notificationhub.web.Problem;
import io.notificationhub.web.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import org.springframework.http.support.Netty4HeadersAdapter;
import org.springframework.stereotype.Component;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Gives a problem document also to those whose request never becomes one, or breaks in its body: the server would answer them with an empty one. */
@Component
@ChannelHandler.Sharable
final class UnreadableRequests extends ChannelInboundHandlerAdapter {
    /** Parses, and is refused by {@link PathTricks}. */
    private static final String REFUSED = "/;";

    private final JsonMapper json;
    private final Clock clock;
    private final TraceParents traces;

    UnreadableRequests(JsonMapper json, Clock clock, TraceParents traces) {
        this.json = json;
        this.clock = clock;
        this.traces = traces;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpObject unreadable
                && unreadable.decoderResult().isFailure()
                && refuse(context, unreadable)) {
            return;
        }
        if (message instanceof HttpRequest request && !isUri(request.uri())) {
            request.setUri(REFUSED);
        }
        super.channelRead(context, message);
    }

    /** Whether it could be answered: an answer is only ours to give while no other request of this connection waits for its own. */
    private boolean refuse(ChannelHandlerContext context, HttpObject unreadable) {
        ChannelOperations<?, ?> answering = ChannelOperations.get(context.channel());
        if (unreadable instanceof HttpRequest request) {
            if (answering == null) {
                // Netty makes a request up where it made nothing out.
                String target = request instanceof FullHttpRequest ? "/" : request.uri();
                refuse(context, unreadable, code(request.decoderResult().cause()), target, request.headers());
                return true;
            }
        } else if (answering instanceof HttpServerRequest begun && awaitsBody(answering)) {
            refuse(context, unreadable, CommonError.INVALID_REQUEST, begun.uri(), begun.requestHeaders());
            return true;
        }
        return false;
    }

    private static ErrorCode code(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line -> GatewayError.URI_TOO_LONG;
            case TooLongHttpHeaderException header -> GatewayError.HEADERS_TOO_LARGE;
            default -> CommonError.INVALID_REQUEST;
        };
    }

    private static boolean awaitsBody(ChannelOperations<?, ?> answering) {
        return !answering.isInboundDisposed()
                && answering instanceof HttpServerResponse response
                && !response.hasSentHeaders();
    }

    private static boolean isUri(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) > 0x7e) {
                return false;
            }
        }
        try {
            return new URI(target).getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void refuse(
            ChannelHandlerContext context,
            HttpObject unreadable,
            ErrorCode code,
            String target,
            io.netty.handler.codec.http.HttpHeaders headers) {
        FullHttpResponse answer = answer(code, target, spring(headers));
        ReferenceCountUtil.release(unreadable);
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    private FullHttpResponse answer(ErrorCode code, String target, HttpHeaders headers) {
        String traceparent = traces.of(headers);
        Problem problem = Problem.of(
                ProblemException.of(code, code.title()), path(target), clock.instant(), traceparent.substring(3, 35));
        byte[] body = json.writeValueAsBytes(problem);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code.status().value()), Unpooled.wrappedBuffer(body));
        AnswerHeaders.protect(spring(response.headers()), InnerHeaders.requestId(headers, traceparent));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    private static HttpHeaders spring(io.netty.handler.codec.http.HttpHeaders headers) {
        return new HttpHeaders(new Netty4HeadersAdapter(headers));
    }

    private static String path(String target) {
        try {
            String path = new URI(target).getRawPath();
            return path == null || path.isEmpty() ? "/" : path;
        } catch (URISyntaxException e) {
            return "/";
        }
    }
}
