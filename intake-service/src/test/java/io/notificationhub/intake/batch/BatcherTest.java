package io.notificationhub.intake.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class BatcherTest {
    private static final int MOST = 5;
    private static final int LANES = 2;
    private static final int CAPACITY = 20;
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration EVER = Duration.ofHours(1);

    private final List<List<Integer>> begun = new CopyOnWriteArrayList<>();
    private final Queue<Sinks.One<Boolean>> open = new ConcurrentLinkedQueue<>();

    /** Doubles each item, once its batch is let go. */
    private Batcher<Integer, Integer> batcher(Duration gathering, Duration patience) {
        return new Batcher<>(
                "test",
                MOST,
                LANES,
                CAPACITY,
                gathering,
                patience,
                batch -> {
                    Sinks.One<Boolean> gate = Sinks.one();
                    open.add(gate);
                    begun.add(batch);
                    return gate.asMono().map(go -> doubled(batch));
                },
                new SimpleMeterRegistry());
    }

    private static List<Integer> doubled(List<Integer> batch) {
        return batch.stream().map(item -> item * 2).toList();
    }

    private static List<CompletableFuture<Integer>> submit(Batcher<Integer, Integer> batcher, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(item -> batcher.submit(item).toFuture())
                .toList();
    }

    @Test
    void whatComesWithinAMomentSharesABatch() {
        List<CompletableFuture<Integer>> answers = submit(batcher(Duration.ofMillis(500), EVER), 0, 4);
        assertThat(begun).isEmpty();

        await().until(() -> !begun.isEmpty());
        assertThat(begun).containsExactly(List.of(0, 1, 2, 3));

        open.remove().tryEmitValue(true);
        assertThat(answers).extracting(CompletableFuture::join).containsExactly(0, 2, 4, 6);
    }

    @Test
    void aFullBatchDoesNotWait() {
        submit(batcher(EVER, EVER), 0, MOST);

        assertThat(begun).containsExactly(List.of(0, 1, 2, 3, 4));
    }

    @Test
    void theNextBatchGrowsWhileAllLanesAreBusy() {
        Batcher<Integer, Integer> batcher = batcher(EVER, EVER);
        submit(batcher, 0, LANES * MOST + 3);
        assertThat(begun).as("as many as there are lanes").hasSize(LANES);

        submit(batcher, LANES * MOST + 3, LANES * MOST + MOST);
        open.remove().tryEmitValue(true);

        assertThat(begun).hasSize(3).last().isEqualTo(List.of(10, 11, 12, 13, 14));
    }

    @Test
    void aRestThatFillsNoBatchIsNotLeftBehind() {
        List<CompletableFuture<Integer>> answers = submit(batcher(MOMENT, EVER), 0, MOST + 1);

        await().until(() -> begun.size() == 2);
        open.forEach(gate -> gate.tryEmitValue(true));

        assertThat(answers).extracting(CompletableFuture::join).containsExactly(0, 2, 4, 6, 8, 10);
    }

    @Test
    void everyItemOfACrowdGetsItsOwnAnswer() {
        int crowd = 5_000;
        Batcher<Integer, Integer> batcher = new Batcher<>(
                "crowd",
                MOST,
                LANES,
                crowd,
                MOMENT,
                EVER,
                batch -> Mono.just(doubled(batch)).delayElement(Duration.ofNanos(100_000)),
                new SimpleMeterRegistry());

        List<CompletableFuture<Integer>> answers = IntStream.range(0, crowd)
                .parallel()
                .mapToObj(item -> batcher.submit(item).toFuture())
                .toList();

        await().until(() -> answers.stream().allMatch(CompletableFuture::isDone));
        assertThat(answers.stream().map(CompletableFuture::join))
                .containsExactlyElementsOf(
                        IntStream.range(0, crowd).map(item -> item * 2).boxed().toList());
    }

    @Test
    void aBatchThatFailsFailsItsItemsOnly() {
        Batcher<Integer, Integer> batcher = batcher(EVER, EVER);
        List<CompletableFuture<Integer>> failing = submit(batcher, 0, MOST);
        List<CompletableFuture<Integer>> others = submit(batcher, MOST, 2 * MOST);

        open.remove().tryEmitError(new IllegalStateException("no"));
        open.remove().tryEmitValue(true);

        assertThat(failing)
                .allSatisfy(each -> assertThatThrownBy(each::join).hasRootCauseInstanceOf(IllegalStateException.class));
        assertThat(others).extracting(CompletableFuture::join).containsExactly(10, 12, 14, 16, 18);
    }

    @Test
    void aBatchWithoutAnAnswerGivesItsLaneBack() {
        Batcher<Integer, Integer> batcher = batcher(MOMENT, Duration.ofSeconds(1));
        List<CompletableFuture<Integer>> lost = submit(batcher, 0, LANES * MOST);
        assertThat(lost)
                .allSatisfy(each -> assertThatThrownBy(each::join).hasRootCauseInstanceOf(QueryTimeoutException.class));

        List<CompletableFuture<Integer>> next = submit(batcher, 20, 21);
        await().pollInterval(Duration.ofMillis(10)).until(() -> begun.size() == LANES + 1);
        open.forEach(gate -> gate.tryEmitValue(true));

        assertThat(next.getFirst().join()).isEqualTo(40);
    }

    @Test
    void moreThanMayWaitIsRefused() {
        Batcher<Integer, Integer> batcher = batcher(EVER, EVER);
        submit(batcher, 0, LANES * MOST + CAPACITY);

        assertThatThrownBy(() -> batcher.submit(99).block()).isInstanceOf(Batcher.Overloaded.class);
    }
}
