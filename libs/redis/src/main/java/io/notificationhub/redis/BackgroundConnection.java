package io.notificationhub.redis;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.ReactiveRedisClusterConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The connection to Redis, which no caller opens. Spring would open it on the thread of whoever asks first, and while packets to Redis are lost
 * on that of everybody, one behind the other. Here it is opened in the background, from the start on and every second until it is there. Before
 * that each command fails at once with {@link RedisConnectionFailureException}, just as it fails later while Lettuce, which keeps the connection
 * up from then on, has lost it.
 */
final class BackgroundConnection implements ReactiveRedisConnectionFactory, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BackgroundConnection.class);

    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** Sooner while the start waits: in a process that has just begun an attempt may time out although Redis is well. */
    private static final Duration AGAIN_AT_START = Duration.ofMillis(200);

    private final LettuceConnectionFactory lettuce;
    /** Of this start; a stop takes it away from an attempt that is under way. */
    private volatile CountDownLatch opened = new CountDownLatch(1);

    private volatile @Nullable CountDownLatch stopping;

    BackgroundConnection(LettuceConnectionFactory lettuce) {
        this.lettuce = lettuce;
    }

    @Override
    public ReactiveRedisConnection getReactiveConnection() {
        refuseUnlessOpened();
        return lettuce.getReactiveConnection();
    }

    @Override
    public ReactiveRedisClusterConnection getReactiveClusterConnection() {
        refuseUnlessOpened();
        return lettuce.getReactiveClusterConnection();
    }

    private void refuseUnlessOpened() {
        if (opened.getCount() > 0) {
            throw new RedisConnectionFailureException("There is no connection to Redis yet");
        }
    }

    @Override
    public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException error) {
        return lettuce.translateExceptionIfPossible(error);
    }

    /**
     * Waits for the connection, so that a service's first commands don't fail, but not for a Redis that is away: that refuses, or is silent for
     * longer than late.
     */
    @Override
    public void start() {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch known = new CountDownLatch(1);
        CountDownLatch mine = opened;
        stopping = stop;
        Thread.ofPlatform().daemon().name("redis-connection").start(() -> open(mine, known, stop));
        await(known, RedisPatience.AWAY_AFTER);
        known.countDown();
    }

    private void open(CountDownLatch mine, CountDownLatch known, CountDownLatch stop) {
        boolean told = false;
        while (stop.getCount() > 0) {
            try {
                ReactiveRedisConnection connection = lettuce.getReactiveConnection();
                connection.close();
                mine.countDown();
                known.countDown();
                return;
            } catch (RuntimeException e) {
                if (isRefused(e)) {
                    known.countDown();
                }
                boolean away = known.getCount() == 0;
                if (away && !told) {
                    log.warn("Redis can't be reached, trying again every second: {}", e.toString());
                    told = true;
                }
                await(stop, away ? AGAIN : AGAIN_AT_START);
            }
        }
    }

    private static boolean isRefused(RuntimeException error) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(error);
        return cause instanceof ConnectException && !(cause instanceof ConnectTimeoutException);
    }

    private static void await(CountDownLatch latch, Duration most) {
        try {
            boolean done = latch.await(most.toMillis(), TimeUnit.MILLISECONDS);
            log.debug("Waited, done: {}", done);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            latch.countDown();
        }
    }

    @Override
    public void stop() {
        CountDownLatch stop = stopping;
        if (stop != null) {
            stop.countDown();
            stopping = null;
        }
        opened = new CountDownLatch(1);
    }

    @Override
    public boolean isRunning() {
        return stopping != null;
    }

    /** Right after Lettuce, before whatever takes requests or records. */
    @Override
    public int getPhase() {
        return lettuce.getPhase() + 1;
    }
}
