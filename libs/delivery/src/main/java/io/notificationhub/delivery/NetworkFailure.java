package io.notificationhub.delivery;

import io.netty.channel.AbstractChannel;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import reactor.netty.ChannelBindException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/**
 * Classifies an error that came instead of an answer. What provably happened before the request was written is transient; everything else
 * counts as ambiguous, time-outs included, because the vendor may have the message.
 */
public final class NetworkFailure {
    private NetworkFailure() {}

    public static Outcome classify(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (beforeTheRequest(cause)) {
                return new Outcome.Transient(
                        Outcome.Scope.VENDOR, "CONNECT", "No connection to the vendor: " + named(cause));
            }
        }
        return new Outcome.Ambiguous("NO_ANSWER", "The vendor may have it, but no answer came: " + named(root(error)));
    }

    /** A client's exception around it tells nothing. */
    private static Throwable root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Its class and not its message, which may quote the request's address. */
    private static String named(Throwable error) {
        return error.getClass().getSimpleName();
    }

    private static boolean beforeTheRequest(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || cause instanceof BindException
                || cause instanceof ChannelBindException
                || isOfNettysConnect(cause)
                || cause instanceof SslHandshakeTimeoutException
                || cause instanceof SSLHandshakeException
                || cause instanceof PoolAcquireTimeoutException
                || cause instanceof PoolAcquirePendingLimitException;
    }

    /**
     * A network that can't be reached is a plain {@link SocketException}, and so is a reset during the call; but Netty adds the address to those of a
     * connect, in a class of its own.
     */
    private static boolean isOfNettysConnect(Throwable cause) {
        return cause instanceof SocketException && cause.getClass().getEnclosingClass() == AbstractChannel.class;
    }
}
