package io.notificationhub.delivery.kernel;

import io.micrometer.core.instrument.Timer;
import io.notificationhub.contracts.Lane;
import io.notificationhub.delivery.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Who waits for an account's tokens, in the order they came, per lane. However many wait, the bucket is asked by one call at a time for all of
 * them.
 */
public final class SharedQuota implements Quota {
    private static final int MOST_AT_ONCE = 1_000;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);
    /** Somebody with a right to the reserve may come any time, so a refusal is not slept on. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

    private final Bucket bucket;
    private final Map<Lane, Timer> waits;
    private final AtomicInteger answered = new AtomicInteger();
    private final WaitingLine priority = new WaitingLine();
    private final WaitingLine bulk = new WaitingLine();
    private final AtomicBoolean asking = new AtomicBoolean();

    /** @param waits notes how long a token was waited for, by lane */
    public SharedQuota(Bucket bucket, Map<Lane, Timer> waits) {
        this.bucket = bucket;
        this.waits = Map.copyOf(waits);
    }

    @Override
    public Mono<Void> take(Lane lane) {
        return Mono.defer(() -> {
            long since = System.nanoTime();
            return Mono.<Void>create(sink -> {
                        if (line(lane).join(sink)) {
                            sink.onDispose(() -> line(lane).leave(sink));
                            wish();
                        }
                    })
                    .doOnSuccess(taken -> waited(lane, System.nanoTime() - since));
        });
    }

    @Override
    public void giveBack(Lane lane) {
        MonoSink<Void> next = line(lane).giveBack();
        if (next != null) {
            next.success();
        }
    }

    @Override
    public void heed(Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted taken -> answered.incrementAndGet();
            case Outcome.Throttled throttled ->
                bucket.slowDown(throttled.retryAfter()).subscribe();
            case Outcome.Transient failure -> {
                if (failure.scope() == Outcome.Scope.VENDOR && failure.retryAfter() != null) {
                    bucket.slowDown(failure.retryAfter()).subscribe();
                }
            }
            case Outcome.Permanent refused -> answered.incrementAndGet();
            case Outcome.Ambiguous unknown -> {}
        }
    }

    private void waited(Lane lane, long nanos) {
        Timer timer = waits.get(lane);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** How many wait. */
    public int waiting() {
        return priority.size() + bulk.size();
    }

    private WaitingLine line(Lane lane) {
        return switch (lane) {
            case PRIORITY -> priority;
            case BULK -> bulk;
        };
    }

    /** One asks for all: whoever comes while a call to the bucket is on its way is served by the next. */
    private void wish() {
        if (asking.compareAndSet(false, true)) {
            ask();
        }
    }

    private void ask() {
        Bucket.Ask ask = new Bucket.Ask(
                Math.min(MOST_AT_ONCE, priority.size()), Math.min(MOST_AT_ONCE, bulk.size()), answered.getAndSet(0));
        bucket.take(ask).subscribe(grant -> {
            List<MonoSink<Void>> served = new ArrayList<>(priority.serve(grant.priority()));
            served.addAll(bulk.serve(grant.bulk()));
            served.forEach(MonoSink::success);
            if (waiting() > 0) {
                Mono.delay(between(grant.askAgain())).subscribe(tick -> ask());
            } else {
                asking.set(false);
                if (waiting() > 0) {
                    wish();
                }
            }
        });
    }

    private static Duration between(Duration pause) {
        if (pause.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
