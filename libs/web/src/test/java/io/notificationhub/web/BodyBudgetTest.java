package io.notificationhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class BodyBudgetTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final BodyBudget budget = new BodyBudget(10, metrics);
    private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);
    private final List<ByteBuf> made = new ArrayList<>();

    @Test
    void aBodyIsHeldUntilItsRequestIsOver() {
        TestPublisher<String> answer = TestPublisher.create();

        StepVerifier.create(budget.share(share -> share.whole(body(3, 4), 8).then(answer.mono())))
                .then(() -> assertThat(held()).isEqualTo(7))
                .then(() -> answer.emit("done"))
                .expectNext("done")
                .verifyComplete();

        assertNothingIsHeld();
    }

    @Test
    void itComesAsItWas() {
        byte[] whole = budget.share(share -> share.whole(body(3, 4), 8)).block();

        assertThat(whole).containsExactly(0, 1, 2, 0, 1, 2, 3);
        assertThat(budget.share(share -> share.whole(body(), 8)).blockOptional())
                .isEmpty();
    }

    @Test
    void whatDoesNotFitBesideTheOthersIsToTryAgain() {
        TestPublisher<String> answer = TestPublisher.create();
        var first = budget.share(share -> share.whole(body(8), 8).then(answer.mono()))
                .subscribe();

        assertRefused(budget.share(share -> share.whole(body(1, 2), 8)), CommonError.TEMPORARILY_UNAVAILABLE);

        assertThat(held()).isEqualTo(8);
        assertThat(metrics.counter("hub.http.body.refused").count()).isEqualTo(1);
        first.dispose();
        assertNothingIsHeld();
    }

    @Test
    void aBodyOverItsOwnLimitIsTooLarge() {
        assertRefused(budget.share(share -> share.whole(body(5, 4), 8)), CommonError.PAYLOAD_TOO_LARGE);

        assertNothingIsHeld();
    }

    @Test
    void aClientThatBreaksOffLeavesNothing() {
        Flux<DataBuffer> broken = body(5).concatWith(Mono.error(new IllegalStateException("reset")));

        StepVerifier.create(budget.share(share -> share.whole(broken, 8))).verifyErrorMessage("reset");

        assertNothingIsHeld();
    }

    @Test
    void bytesAfterTheEndOfTheRequestDoNotCount() {
        TestPublisher<DataBuffer> body = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        var request = budget.share(share -> share.whole(body.flux(), 8)).subscribe();
        body.next(buffer(3));

        request.dispose();

        body.next(buffer(4));
        assertThat(held()).isZero();
    }

    private void assertRefused(Mono<byte[]> body, CommonError error) {
        StepVerifier.create(body)
                .verifyErrorSatisfies(thrown -> assertThat(thrown)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                problem -> assertThat(problem.code()).isEqualTo(error)));
    }

    private void assertNothingIsHeld() {
        assertThat(held()).isZero();
        assertThat(made).allMatch(buffer -> buffer.refCnt() == 0);
    }

    private double held() {
        return metrics.get("hub.http.body.bytes").gauge().value();
    }

    private Flux<DataBuffer> body(int... sizes) {
        return Flux.range(0, sizes.length).map(part -> buffer(sizes[part]));
    }

    private DataBuffer buffer(int size) {
        NettyDataBuffer buffer = buffers.allocateBuffer(size);
        for (byte i = 0; i < size; i++) {
            buffer.write(i);
        }
        made.add(buffer.getNativeBuffer());
        return buffer;
    }
}
