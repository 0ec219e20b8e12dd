package io.notificationhub.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one part running: starts it once what it needs is there, waits for its end, starts it again after waits that
 * double. A part that was never ready gets a few tries; then the stack's start has failed. A part that is
 * {@linkplain LocalServer#heldDown() held down} stays down until it is let go.
 */
final class Watch implements Runnable {
    private static final int FIRST_TRIES = 3;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final LocalServer server;
    private final CompletableFuture<?> needs;
    private final Runnable preparation;
    private final CountDownLatch closing;
    private final Progress progress;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    /**
     * @param needs completes when the part may start
     * @param preparation runs after each start, before the part counts as ready
     * @param closing reaches zero when the stack ends
     */
    Watch(
            LocalServer server,
            CompletableFuture<?> needs,
            Runnable preparation,
            CountDownLatch closing,
            Progress progress) {
        this.server = server;
        this.needs = needs;
        this.preparation = preparation;
        this.closing = closing;
        this.progress = progress;
    }

    LocalServer server() {
        return server;
    }

    /** Completes when the part was ready for the first time, exceptionally if it could not be started. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    @Override
    public void run() {
        try {
            needs.handle((done, failure) -> failure == null || ready.completeExceptionally(failure))
                    .get();
            keepRunning();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | RuntimeException e) {
            ready.completeExceptionally(e);
        }
    }

    private void keepRunning() throws InterruptedException {
        int failures = 0;
        while (!ready.isCompletedExceptionally() && open()) {
            Deadline stable = Deadline.after(STABLE);
            String reason;
            try {
                start();
                int exit = server.awaitEnd();
                reason = "it ended with status " + exit;
            } catch (StartFailure e) {
                server.kill();
                if (!ready.isDone() && failures + 1 >= FIRST_TRIES) {
                    ready.completeExceptionally(e);
                    return;
                }
                reason = String.valueOf(e.getMessage());
            }
            if (open()) {
                failures = stable.expired() ? 1 : failures + 1;
                Duration wait = waitAfter(failures);
                progress.restarting(server.name(), wait, reason);
                closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            }
            while (open() && server.heldDown()) {
                closing.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void start() {
        progress.starting(server.name());
        server.start();
        preparation.run();
        progress.ready(server.name());
        ready.complete(null);
    }

    private boolean open() {
        return closing.getCount() > 0;
    }

    static Duration waitAfter(int failures) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 10));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
