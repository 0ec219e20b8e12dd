package io.notificationhub.intake.batch;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Collects concurrent items into batches. A batch is given a moment to grow, unless it is full, and grows on while all lanes are busy: so a
 * request waits little longer than alone, and a crowd shares its cost.
 *
 * @param <I> an item
 * @param <O> its answer
 */
public final class Batcher<I, O> {
    private final int maxBatch;
    private final int lanes;
    private final Queue<Waiting<I, O>> queue;
    private final Duration gathering;
    private final Duration patience;
    private final Function<List<I>, Mono<List<O>>> work;
    private final AtomicInteger busy = new AtomicInteger();
    /** Whether a batch is given time to grow; whatever comes meanwhile is its. */
    private final AtomicBoolean growing = new AtomicBoolean();

    private final DistributionSummary sizes;

    /**
     * A batcher.
     *
     * @param lanes batches in work at once
     * @param capacity items that may wait; more are refused with {@link Overloaded}
     * @param gathering how long a batch that is not full may grow
     * @param patience longest time a batch may take; one that takes longer fails, as a query that timed out, and its lane goes on
     * @param work answers a batch in its order, or fails as a whole
     */
    public Batcher(
            String name,
            int maxBatch,
            int lanes,
            int capacity,
            Duration gathering,
            Duration patience,
            Function<List<I>, Mono<List<O>>> work,
            MeterRegistry metrics) {
        this.maxBatch = maxBatch;
        this.lanes = lanes;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.gathering = gathering;
        this.patience = patience;
        this.work = work;
        this.sizes = metrics.summary("hub.batch.size", "batch", name);
        metrics.gaugeCollectionSize("hub.batch.queue", Tags.of("batch", name), queue);
    }

    /** The queue is full: more is asked for than can be done. It passes, so a consumer waits it out instead of taking its record for a bad one. */
    public static final class Overloaded extends TransientDataAccessException {
        private static final long serialVersionUID = 1L;

        Overloaded() {
            super("Too many requests wait");
        }

        /** None: it comes when there is too much to do already. */
        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private record Waiting<I, O>(I item, MonoSink<O> answer) {}

    /** Answers when the item's batch is done. Once subscribed to, the work is done even if the subscriber goes away. */
    public Mono<O> submit(I item) {
        return Mono.create(sink -> {
            if (queue.offer(new Waiting<>(item, sink))) {
                fillLanes();
            } else {
                sink.error(new Overloaded());
            }
        });
    }

    private void fillLanes() {
        while (queue.size() >= maxBatch && takeLane()) {
            run();
        }
        if (!queue.isEmpty() && growing.compareAndSet(false, true)) {
            Mono.delay(gathering).subscribe(time -> grown(), error -> grown());
        }
    }

    /** While no lane is free the batch grows on: the next free one comes back here. */
    private void grown() {
        growing.set(false);
        if (takeLane()) {
            run();
            fillLanes();
        }
    }

    private boolean takeLane() {
        return busy.getAndUpdate(running -> Math.min(lanes, running + 1)) < lanes;
    }

    private void run() {
        List<Waiting<I, O>> batch = new ArrayList<>(Math.min(maxBatch, queue.size() + 1));
        for (Waiting<I, O> next = queue.poll(); next != null; next = batch.size() < maxBatch ? queue.poll() : null) {
            batch.add(next);
        }
        if (batch.isEmpty()) {
            busy.decrementAndGet();
            return;
        }
        sizes.record(batch.size());
        Mono.defer(() -> work.apply(batch.stream().map(Waiting::item).toList()))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("A batch got no answer")))
                // A lane that waits for a lost answer would be lost for ever.
                .timeout(patience, Mono.error(() -> new QueryTimeoutException("No answer within " + patience)))
                .subscribe(answers -> answer(batch, answers), error -> fail(batch, error));
    }

    private void answer(List<Waiting<I, O>> batch, List<O> answers) {
        laneIsFree();
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().success(answers.get(i));
        }
    }

    private void fail(List<Waiting<I, O>> batch, Throwable error) {
        laneIsFree();
        batch.forEach(waiting -> waiting.answer().error(error));
    }

    private void laneIsFree() {
        busy.decrementAndGet();
        fillLanes();
    }
}
