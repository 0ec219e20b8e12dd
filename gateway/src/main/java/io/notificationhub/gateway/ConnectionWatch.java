package io.notificationhub.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request takes too long to arrive, however steadily it drips, one that takes nothing of its answer for as long, and one that
 * has been without a request for too long.
 * Looks at the connection now and then instead of setting a timer for every request, which would cost more than the rest of the connection's
 * housekeeping. Used by the connection's event loop alone.
 */
final class ConnectionWatch extends ChannelDuplexHandler {
    private static final long NONE = Long.MIN_VALUE;

    private final long deadlineNanos;
    private final long idleNanos;
    private final long lookNanos;

    private long arrivingSince = NONE;
    private long quietSince = NONE;
    private int unanswered;
    /** Since when the client has taken nothing of what is to be written to it. */
    private long stuckSince = NONE;

    private long stuckAt;
    private @Nullable ScheduledFuture<?> looking;

    ConnectionWatch(Duration deadline, Duration idle) {
        this.deadlineNanos = deadline.toNanos();
        this.idleNanos = idle.toNanos();
        this.lookNanos = Math.max(TimeUnit.MILLISECONDS.toNanos(10), Math.min(deadlineNanos, idleNanos) / 4);
    }

    /** Goes in front of everything else: it sees the bytes that make no request yet. */
    ChannelInboundHandlerAdapter bytes() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
                if (arrivingSince == NONE && message instanceof ByteBuf) {
                    arrivingSince = now(context);
                }
                super.channelRead(context, message);
            }
        };
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        quietSince = now(context);
        looking = context.executor()
                .scheduleWithFixedDelay(() -> look(context), lookNanos, lookNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (looking != null) {
            looking.cancel(false);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nothing depends on how the closing goes
    private void look(ChannelHandlerContext context) {
        long now = now(context);
        boolean dripping = arrivingSince != NONE && now - arrivingSince >= deadlineNanos;
        boolean idle = unanswered == 0 && arrivingSince == NONE && now - quietSince >= idleNanos;
        if (dripping || idle || isStuck(context, now)) {
            context.close();
        }
    }

    private boolean isStuck(ChannelHandlerContext context, long now) {
        ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
        if (waiting == null || waiting.isEmpty()) {
            stuckSince = NONE;
            return false;
        }
        // Less is waiting, or more of the first of it is through.
        long at = waiting.totalPendingWriteBytes() - waiting.currentProgress();
        if (stuckSince == NONE || at != stuckAt) {
            stuckSince = now;
            stuckAt = at;
        }
        return now - stuckSince >= deadlineNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest) {
            unanswered++;
        }
        if (message instanceof LastHttpContent) {
            arrivingSince = NONE;
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            unanswered--;
            quietSince = now(context);
        }
        super.write(context, message, promise);
    }

    /** A {@code 100 Continue} answers nothing. */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response && response.status().equals(HttpResponseStatus.CONTINUE);
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }
}
