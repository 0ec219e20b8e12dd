package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.Lane;
import io.notificationhub.delivery.Outcome;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** A quota of so many tokens that never come by themselves. */
final class CountedQuota implements Quota {
    private final WaitingLine line = new WaitingLine();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    CountedQuota(int tokens) {
        give(tokens);
    }

    void give(int tokens) {
        left.addAndGet(tokens);
        line.serve(tokens).forEach(MonoSink::success);
    }

    int left() {
        return left.get();
    }

    /** How often somebody came for a token, whether it got one or not. */
    int asked() {
        return asked.get();
    }

    @Override
    public Mono<Void> take(Lane lane) {
        return Mono.<Void>create(sink -> {
                    asked.incrementAndGet();
                    if (line.join(sink)) {
                        sink.onDispose(() -> line.leave(sink));
                    }
                })
                .doOnSuccess(taken -> left.decrementAndGet());
    }

    @Override
    public void giveBack(Lane lane) {
        left.incrementAndGet();
        MonoSink<Void> next = line.giveBack();
        if (next != null) {
            next.success();
        }
    }

    @Override
    public void heed(Outcome outcome) {}
}
