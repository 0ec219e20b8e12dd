package io.notificationhub.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import org.jspecify.annotations.Nullable;

/**
 * Sends the head of a message together with the beginning of its body. Reactor Netty sends a head by itself and the body once the head is away, which costs
 * each side a system call and a turn of its loop more. To whoever waits for the head it is away at once; what is wrong with the connection the body finds out.
 */
final class HeadersWithBody extends ChannelOutboundHandlerAdapter {
    static final String NAME = "hub.headers";

    private @Nullable HttpMessage head;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpMessage beginning && !(message instanceof HttpContent) && !isInterim(beginning)) {
            head = beginning;
            promise.trySuccess();
            return;
        }
        writeHead(context);
        var _ = context.write(message, promise);
    }

    private void writeHead(ChannelHandlerContext context) {
        HttpMessage held = head;
        if (held != null) {
            head = null;
            var _ = context.write(held, context.voidPromise());
        }
    }

    /** 100 (Continue) and its like have no body. */
    private static boolean isInterim(HttpMessage message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        writeHead(context);
    }
}
