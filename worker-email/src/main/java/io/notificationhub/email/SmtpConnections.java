package io.notificationhub.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** At most so many connections to one relay. Taking one blocks; what is taken must be given back. Thread-safe. */
final class SmtpConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpConnections.class);

    /** A connection that rested longer is asked whether it is alive before it is used. */
    private static final Duration TRUSTED_FOR = Duration.ofSeconds(1);

    /** So long it may think about it. */
    private static final Duration ALIVE_WITHIN = Duration.ofSeconds(1);

    private final Session session;
    private final SmtpProperties properties;
    private final Clock clock;
    private final Semaphore free;
    private final Deque<SmtpConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    SmtpConnections(Session session, SmtpProperties properties, Clock clock) {
        this.session = session;
        this.properties = properties;
        this.clock = clock;
        this.free = new Semaphore(properties.connections());
    }

    /** What came of asking for a connection. */
    sealed interface Taken {}

    record Ready(SmtpConnection connection) implements Taken {}

    /** The relay could not be had; a {@code reply} of 400 or more is its own. */
    record Unavailable(int reply, String words) implements Taken {}

    Taken take() throws InterruptedException {
        if (!free.tryAcquire(properties.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            return new Unavailable(0, "no connection was free");
        }
        Taken taken = new Unavailable(0, "interrupted");
        try {
            SmtpConnection rested = rested();
            taken = rested != null ? new Ready(rested) : open();
        } finally {
            if (taken instanceof Unavailable) {
                free.release();
            }
        }
        return taken;
    }

    void giveBack(SmtpConnection connection) {
        connection.usedAt(clock.instant());
        if (closed || !connection.isSound()) {
            end(connection);
        } else {
            idle.addFirst(connection);
        }
        free.release();
    }

    @Override
    public void close() {
        closed = true;
        endIdle();
    }

    /** The others rested longer than one that is dead, so they are not asked: each may be silent for a while. */
    private @Nullable SmtpConnection rested() throws InterruptedException {
        Instant now = clock.instant();
        SmtpConnection latest = idle.pollFirst();
        if (latest == null) {
            return null;
        }
        Duration rest = Duration.between(latest.lastUse(), now).abs();
        boolean usable = false;
        try {
            usable = rest.compareTo(properties.keepIdle()) < 0 && (rest.compareTo(TRUSTED_FOR) < 0 || isAlive(latest));
        } finally {
            if (!usable) {
                end(latest);
                endIdle();
            }
        }
        return usable ? latest : null;
    }

    /** On a thread of its own, because a reply is waited for longer than this is worth; interrupting it closes the connection. */
    private static boolean isAlive(SmtpConnection connection) throws InterruptedException {
        FutureTask<Boolean> question = new FutureTask<>(connection::isConnected);
        Thread.startVirtualThread(question);
        try {
            return question.get(ALIVE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } finally {
            question.cancel(true);
        }
    }

    private void endIdle() {
        for (SmtpConnection connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            end(connection);
        }
    }

    private Taken open() {
        SmtpConnection connection = new SmtpConnection(
                session, new URLName("smtp", properties.host(), properties.port(), null, null, null));
        try {
            String user = properties.user().isEmpty() ? null : properties.user();
            connection.connect(properties.host(), properties.port(), user, user == null ? null : properties.password());
            return new Ready(connection);
        } catch (MessagingException e) {
            int reply = connection.getLastReturnCode();
            end(connection);
            return new Unavailable(reply, String.valueOf(e.getMessage()));
        }
    }

    private static void end(SmtpConnection connection) {
        try {
            connection.close();
        } catch (MessagingException e) {
            LOG.debug("An SMTP connection did not end well", e);
        }
    }
}
