package io.notificationhub.dlqadmin.bulk;

import io.notificationhub.contracts.Ids;
import io.notificationhub.dlqadmin.letter.DeadLetter;
import io.notificationhub.dlqadmin.letter.Decisions;
import io.notificationhub.dlqadmin.letter.Refusal;
import io.notificationhub.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Decides the letters of bulk jobs. Each is decided in one transaction that also strikes it off the job's list and counts it. Who strikes a letter
 * off decides it, so every letter is decided once, whichever replica goes on with a job, and also while one still works that has lost its lease:
 * the lease only spares them to work on the same. Several letters are in hand at once. Memory holds one batch of ids, however large the job is.
 */
@Component
final class BulkWork {
    private static final Logger log = LoggerFactory.getLogger(BulkWork.class);
    private static final int RETRIES = 3;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final UUID BEGINNING = new UUID(0, 0);

    private final BulkJobs jobs;
    private final BulkDesk desk;
    private final Decisions decisions;
    private final TransactionalOperator transaction;
    private final BulkProperties properties;
    private final Ids ids;

    BulkWork(
            BulkJobs jobs,
            BulkDesk desk,
            Decisions decisions,
            TransactionalOperator transaction,
            BulkProperties properties,
            Ids ids) {
        this.jobs = jobs;
        this.desk = desk;
        this.decisions = decisions;
        this.transaction = transaction;
        this.properties = properties;
        this.ids = ids;
    }

    /** Takes a job that nobody works on and works until it is done, taken away or, when the letters in hand are decided, {@code wanted} no more. */
    Mono<Void> takeOne(BooleanSupplier wanted) {
        return Mono.defer(() -> {
            UUID owner = ids.next();
            return jobs.take(owner, properties.lease()).flatMap(job -> new Held(job, owner, wanted).work());
        });
    }

    /** A job under a lease of this replica. */
    private final class Held {
        private final BulkJob job;
        private final UUID owner;
        private final BooleanSupplier wanted;
        private final Pace pace;
        private volatile boolean lost;

        Held(BulkJob job, UUID owner, BooleanSupplier wanted) {
            this.job = job;
            this.owner = owner;
            this.wanted = wanted;
            this.pace = new Pace(job.ratePerSecond(), System::nanoTime);
        }

        private boolean goesOn() {
            return wanted.getAsBoolean() && !lost;
        }

        Mono<Void> work() {
            log.info("Working on bulk job {}", job.jobId());
            Sinks.Empty<Void> done = Sinks.empty();
            Mono<Void> letters = batch(BEGINNING)
                    .expand(this::batch)
                    .then(Mono.defer(() -> goesOn() ? Mono.empty() : jobs.release(job.jobId(), owner)))
                    .doFinally(signal -> done.tryEmitEmpty());
            return Mono.when(letters, keepLease().takeUntilOther(done.asMono()));
        }

        /** Goes on whatever happens: if the database is away, the letters find it out. */
        private Flux<Void> keepLease() {
            return Flux.interval(properties.lease().dividedBy(3))
                    .onBackpressureDrop()
                    .concatMap(tick -> prolong().onErrorResume(error -> Mono.empty()));
        }

        /** Decides the next letters and tells the last of them; empty if the job is done or not ours any more. */
        private Mono<UUID> batch(UUID after) {
            return jobs.items(job.jobId(), after, properties.batch()).flatMap(items -> {
                if (items.isEmpty()) {
                    // From the beginning once more: what another one had in hand may have been given up.
                    return after.equals(BEGINNING) ? finish().then(Mono.empty()) : Mono.just(BEGINNING);
                }
                UUID last = items.getLast().attemptId();
                return decideAll(items).then(Mono.defer(() -> goesOn() ? Mono.just(last) : Mono.empty()));
            });
        }

        private Mono<Void> decideAll(List<BulkJobs.Item> items) {
            int most = job.ratePerSecond() == null ? properties.parallelLetters() : job.ratePerSecond();
            int lanes = Math.min(Math.min(properties.parallelLetters(), most), items.size());
            return Flux.range(0, lanes)
                    .flatMap(
                            lane -> Flux.fromStream(IntStream.iterate(lane, i -> i < items.size(), i -> i + lanes)
                                            .mapToObj(items::get))
                                    .takeWhile(item -> goesOn())
                                    .concatMap(item -> pace.turn().then(inLane(lane, item)), 1),
                            lanes)
                    .then();
        }

        private Mono<Void> inLane(int lane, BulkJobs.Item item) {
            return Mono.defer(() -> goesOn() ? decide(lane, item) : Mono.empty());
        }

        private Mono<Void> decide(int lane, BulkJobs.Item item) {
            return step(item, letter -> attempt(lane, item, letter))
                    .retryWhen(Retry.backoff(RETRIES, FIRST_BACKOFF)
                            .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                    .onErrorResume(error -> {
                        log.warn("Dead letter {} can't be decided", item.attemptId(), error);
                        return step(
                                item,
                                letter -> refused(lane, item, error.getClass().getSimpleName()));
                    })
                    .flatMap(struckOff -> struckOff ? Mono.empty() : prolong());
        }

        /** One letter in one transaction; false if there was nothing to strike off. */
        private Mono<Boolean> step(BulkJobs.Item item, Function<DeadLetter, Mono<Void>> action) {
            return transaction.transactional(jobs.strikeOff(job.jobId(), owner, item)
                    .flatMap(letter -> action.apply(letter).thenReturn(true))
                    .defaultIfEmpty(false));
        }

        private Mono<Void> prolong() {
            return jobs.prolong(job.jobId(), owner, properties.lease())
                    .doOnNext(ours -> lost = !ours)
                    .then();
        }

        private Mono<Void> attempt(int lane, BulkJobs.Item item, DeadLetter letter) {
            Mono<DeadLetter> decided = letter.round() == item.round()
                    ? decisions.within(letter, job.command(), job.order())
                    : Mono.error(Refusal.CHANGED_SINCE_START.problem());
            return decided.flatMap(any -> jobs.countSuccess(job.jobId(), lane))
                    .onErrorResume(ProblemException.class, problem -> refused(lane, item, problem.detail()));
        }

        private Mono<Void> refused(int lane, BulkJobs.Item item, String why) {
            return jobs.countFailure(job.jobId(), lane, item.attemptId() + ": " + why);
        }

        private Mono<Void> finish() {
            return transaction.transactional(jobs.finish(job.jobId(), owner, properties.lease())
                    .flatMap(ended -> desk.finished(ended, ended.operator())));
        }
    }
}
