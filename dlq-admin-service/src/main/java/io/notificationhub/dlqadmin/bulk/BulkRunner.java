package io.notificationhub.dlqadmin.bulk;

import io.notificationhub.contracts.Ids;
import io.notificationhub.dlqadmin.letter.DeadLetters;
import io.notificationhub.dlqadmin.letter.Decisions;
import io.notificationhub.dlqadmin.request.DlqError;
import io.notificationhub.web.ProblemException;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Works on bulk jobs. Each letter is decided in one transaction that also strikes it off the job's list and counts it, so whichever replica goes
 * on with a job, after a crash too, every letter is decided once. Memory holds one batch of ids, however large the job is.
 */
@Component
final class BulkRunner implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BulkRunner.class);
    private static final int RETRIES = 3;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);

    /** A job that this replica may work on as long as it holds the lease. */
    private record Held(BulkJob job, UUID owner) {}

    private final BulkJobs jobs;
    private final BulkDesk desk;
    private final DeadLetters letters;
    private final Decisions decisions;
    private final TransactionalOperator transaction;
    private final BulkProperties properties;
    private final Ids ids;

    private volatile boolean running;
    private Sinks.Empty<Void> stopRequest = Sinks.empty();
    private Sinks.Empty<Void> stopped = Sinks.empty();

    BulkRunner(
            BulkJobs jobs,
            BulkDesk desk,
            DeadLetters letters,
            Decisions decisions,
            TransactionalOperator transaction,
            BulkProperties properties,
            Ids ids) {
        this.jobs = jobs;
        this.desk = desk;
        this.letters = letters;
        this.decisions = decisions;
        this.transaction = transaction;
        this.properties = properties;
        this.ids = ids;
    }

    @Override
    public void start() {
        running = true;
        stopRequest = Sinks.empty();
        stopped = Sinks.empty();
        Sinks.Empty<Void> end = stopped;
        Flux.interval(properties.poll())
                .onBackpressureDrop()
                .takeUntilOther(stopRequest.asMono())
                .flatMap(tick -> takeAndWork(), properties.parallelJobs(), 1)
                .doFinally(signal -> end.tryEmitEmpty())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    /** Finishes the letters in hand and gives the jobs back, so that another replica goes on at once. */
    @Override
    public void stop(Runnable callback) {
        running = false;
        stopRequest.tryEmitEmpty();
        stopped.asMono().subscribe(ignored -> {}, error -> callback.run(), callback);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private Mono<Void> takeAndWork() {
        return Mono.defer(() -> {
                    UUID owner = ids.next();
                    return jobs.take(owner, properties.lease()).map(job -> new Held(job, owner));
                })
                .flatMap(this::work)
                // The job stays stored and its lease runs out: it is tried again, here or elsewhere.
                .onErrorResume(error -> {
                    log.warn("A bulk job waits: {}", error.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> work(Held held) {
        log.info("Working on bulk job {}", held.job().jobId());
        return batch(held)
                .expand(more -> more ? batch(held) : Mono.empty())
                .then(Mono.defer(
                        () -> running ? Mono.empty() : jobs.release(held.job().jobId(), held.owner())));
    }

    /** Decides the next letters; false if the job is done or not ours any more. */
    private Mono<Boolean> batch(Held held) {
        return jobs.items(held.job().jobId(), properties.batch())
                .flatMap(items -> items.isEmpty()
                        ? finish(held).thenReturn(false)
                        : Flux.fromIterable(items)
                                .concatMap(item -> paced(held, item), 1)
                                .all(goOn -> goOn));
    }

    private Mono<Boolean> paced(Held held, BulkJobs.Item item) {
        Integer rate = held.job().ratePerSecond();
        Mono<Boolean> decided = Mono.defer(() -> running ? decide(held, item) : Mono.just(false));
        return rate == null
                ? decided
                : decided.delaySubscription(Duration.ofSeconds(1).dividedBy(rate));
    }

    private Mono<Boolean> decide(Held held, BulkJobs.Item item) {
        return step(held, item, attempt(held, item))
                .retryWhen(
                        Retry.backoff(RETRIES, FIRST_BACKOFF).onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .onErrorResume(error -> {
                    log.warn("Dead letter {} can't be decided", item.attemptId(), error);
                    return step(held, item, refused(held, item, error.getClass().getSimpleName()));
                });
    }

    /** One letter in one transaction. The job's row is locked first, so cancelling waits for the letter in hand and stops the next. */
    private Mono<Boolean> step(Held held, BulkJobs.Item item, Mono<Void> action) {
        UUID jobId = held.job().jobId();
        Mono<Boolean> step = jobs.hold(jobId, held.owner(), properties.lease())
                .flatMap(ours -> ours
                        ? jobs.strikeOff(jobId, item)
                                .flatMap(open -> open ? action : Mono.empty())
                                .thenReturn(true)
                        : Mono.just(false));
        return transaction.transactional(step);
    }

    private Mono<Void> attempt(Held held, BulkJobs.Item item) {
        BulkJob job = held.job();
        return letters.find(item.attemptId())
                .filter(letter -> letter.round() == item.round())
                .switchIfEmpty(Mono.error(() ->
                        ProblemException.of(DlqError.ILLEGAL_DLQ_OPERATION, "It has changed since the job began")))
                .flatMap(letter -> decisions.within(letter, job.command(), job.order()))
                .flatMap(decided -> jobs.countSuccess(job.jobId()))
                .onErrorResume(ProblemException.class, problem -> refused(held, item, problem.detail()));
    }

    private Mono<Void> refused(Held held, BulkJobs.Item item, String why) {
        return jobs.countFailure(held.job().jobId(), item.attemptId() + ": " + why);
    }

    private Mono<Void> finish(Held held) {
        return transaction.transactional(
                jobs.finish(held.job().jobId(), held.owner()).flatMap(job -> desk.finished(job, job.operator())));
    }
}
