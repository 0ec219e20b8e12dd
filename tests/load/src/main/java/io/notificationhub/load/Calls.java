package io.notificationhub.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls of the hub, one after the other on each of many connections. */
final class Calls {
    private static final int ACCEPTED = 202;

    private final Call call;
    private final int connections;
    private final AtomicLong sequence = new AtomicLong();

    Calls(Call call, int connections) {
        this.call = call;
        this.connections = connections;
    }

    /** One call. */
    interface Call {
        /**
         * Answers the status.
         *
         * @param number of this call; no two have the same
         */
        Mono<Integer> send(long number);
    }

    /**
     * What came back.
     *
     * @param accepted 202s
     * @param refused other answers, and calls without one
     * @param latency of the 202s, in microseconds
     */
    record Answers(AtomicLong accepted, AtomicLong refused, Histogram latency) {
        static Answers none() {
            return new Answers(new AtomicLong(), new AtomicLong(), new ConcurrentHistogram(60_000_000L, 3));
        }
    }

    /** Each connection calls again as soon as it is answered. */
    Mono<Answers> asFastAsAnswered(Duration duration) {
        Answers answers = Answers.none();
        long end = System.nanoTime() + duration.toNanos();
        return Flux.range(0, connections)
                .flatMap(
                        connection -> Mono.defer(() -> send(answers, System.nanoTime()))
                                .repeat(() -> System.nanoTime() < end),
                        connections)
                .then(Mono.just(answers));
    }

    /** Calls at a rate, however long answers take: latency counts from when a call was due. */
    Mono<Answers> atRate(int perSecond, Duration duration) {
        Answers answers = Answers.none();
        long start = System.nanoTime();
        long interval = 1_000_000_000L / perSecond;
        return Flux.interval(Duration.ofNanos(interval))
                .onBackpressureBuffer()
                .take(duration.toSeconds() * perSecond)
                .flatMap(tick -> send(answers, start + (tick + 1) * interval), connections)
                .then(Mono.just(answers));
    }

    private Mono<Void> send(Answers answers, long due) {
        return call.send(sequence.getAndIncrement())
                .doOnNext(status -> {
                    if (status == ACCEPTED) {
                        answers.accepted().incrementAndGet();
                        answers.latency().recordValue(Math.max(0, (System.nanoTime() - due) / 1000));
                    } else {
                        answers.refused().incrementAndGet();
                    }
                })
                .doOnError(error -> answers.refused().incrementAndGet())
                .onErrorComplete()
                .then();
    }
}
