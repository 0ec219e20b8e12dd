package io.notificationhub.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
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
import org.springframework.stereotype.Component;
import reactor.netty.channel.ChannelOperations;
import tools.jackson.databind.json.JsonMapper;

/** Gives a problem document also to those whose request never becomes one: the server would answer them with an empty body. */
@Component
@ChannelHandler.Sharable
final class UnreadableRequests extends ChannelInboundHandlerAdapter {
    /** Parses, and is refused by {@link PathTricks}. */
    private static final String REFUSED = "/;";

    private final JsonMapper json;
    private final Clock clock;

    UnreadableRequests(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest request) {
            // An answer is only ours to give while no other request of this connection waits for its own.
            if (request.decoderResult().isFailure() && ChannelOperations.get(context.channel()) == null) {
                ReferenceCountUtil.release(message);
                context.writeAndFlush(answer(request.decoderResult().cause())).addListener(ChannelFutureListener.CLOSE);
                return;
            }
            if (!isUri(request.uri())) {
                request.setUri(REFUSED);
            }
        }
        super.channelRead(context, message);
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

    private FullHttpResponse answer(Throwable cause) {
        ErrorCode code = switch (cause) {
            case TooLongHttpLineException line -> GatewayError.URI_TOO_LONG;
            case TooLongHttpHeaderException header -> GatewayError.HEADERS_TOO_LARGE;
            default -> CommonError.INVALID_REQUEST;
        };
        Problem problem = Problem.of(ProblemException.of(code, code.title()), "/", clock.instant(), null);
        byte[] body = json.writeValueAsBytes(problem);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code.status().value()), Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }
}
