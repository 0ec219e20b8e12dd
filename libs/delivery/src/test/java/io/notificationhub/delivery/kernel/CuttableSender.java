package io.notificationhub.delivery.kernel;

import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.VendorCall;
import io.notificationhub.delivery.VendorSender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** A vendor without idempotency keys that keeps its calls open until they are cut, and then answers as told. */
final class CuttableSender implements VendorSender {
    static final Outcome CUT = new Outcome.Ambiguous("NO_ANSWER", "cut");

    private final List<MonoSink<Outcome>> open = new CopyOnWriteArrayList<>();
    private final Map<UUID, Integer> mayHaveArrived = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile @Nullable Outcome answer;

    @Override
    public String vendor() {
        return "cuttable";
    }

    @Override
    public Mono<Outcome> send(VendorCall call) {
        return Mono.create(sink -> {
            Outcome now = answer;
            if (now == null || now instanceof Outcome.Ambiguous || now instanceof Outcome.Accepted) {
                mayHaveArrived.merge(call.message().attemptId(), 1, Integer::sum);
            }
            if (now == null) {
                open.add(sink);
            } else {
                sink.success(now);
            }
            calls.incrementAndGet();
        });
    }

    /** Cuts every open call; whoever calls from now on gets this answer. */
    void cut(Outcome then) {
        answer = then;
        List<MonoSink<Outcome>> cut = new ArrayList<>(open);
        open.clear();
        cut.forEach(sink -> sink.success(CUT));
    }

    int open() {
        return open.size();
    }

    int calls() {
        return calls.get();
    }

    /** How many calls were accepted or cut, by attempt. */
    Map<UUID, Integer> mayHaveArrived() {
        return mayHaveArrived;
    }
}
