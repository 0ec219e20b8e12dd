package io.notificationhub.faults;

import io.notificationhub.faults.Request.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Services that notify at a bounded rate. Each has recipients of its own and asks for one notification after the other: when it gets no answer, or is
 * told to come back later, it asks again under the same key.
 */
final class Producers {
    private static final int PRODUCERS = 32;
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);
    private static final Duration GIVE_UP = Duration.ofSeconds(150);

    private record Sort(Kind kind, List<String> channels) {}

    /** What is asked for, each as often as the next. */
    private static final List<Sort> MIX = List.of(
            new Sort(Kind.SECURITY, List.of("PUSH", "EMAIL")),
            new Sort(Kind.SECURITY, List.of("PUSH")),
            new Sort(Kind.TRANSACTIONAL, List.of("PUSH", "EMAIL")),
            new Sort(Kind.TRANSACTIONAL, List.of("PUSH")),
            new Sort(Kind.TRANSACTIONAL, List.of("EMAIL")),
            new Sort(Kind.TRANSACTIONAL, List.of("EMAIL")),
            new Sort(Kind.TRANSACTIONAL, List.of("SMS")),
            new Sort(Kind.SECURITY, List.of("SMS")),
            new Sort(Kind.TRANSACTIONAL, List.of("KAKAO_ALIMTALK")),
            new Sort(Kind.SERVICE, List.of("KAKAO_ALIMTALK")),
            new Sort(Kind.SERVICE, List.of("PUSH", "EMAIL")),
            new Sort(Kind.SERVICE, List.of("EMAIL")),
            new Sort(Kind.MARKETING, List.of("EMAIL")));

    private final JsonHttp gateway;
    private final Recipients recipients;
    private final String run;
    private final long seed;
    private final Duration pause;
    private final Guarantee listener;
    private final Clock clock;
    private final AtomicLong number = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean asking;

    /**
     * @param run begins all keys
     * @param seed repeats who gets what
     * @param rate requests a second, of all together
     */
    Producers(
            JsonHttp gateway, Recipients recipients, String run, long seed, int rate, Guarantee listener, Clock clock) {
        this.gateway = gateway;
        this.recipients = recipients;
        this.run = run;
        this.seed = seed;
        this.pause = Duration.ofSeconds(1).multipliedBy(PRODUCERS).dividedBy(rate);
        this.listener = listener;
        this.clock = clock;
    }

    void start() {
        asking = true;
        for (int i = 0; i < PRODUCERS; i++) {
            int producer = i;
            threads.add(Thread.ofVirtual().name("producer-" + i).start(() -> ask(producer)));
        }
    }

    /** Begins nothing new, and waits until what was begun is answered. */
    void stop() throws InterruptedException {
        asking = false;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void ask(int producer) {
        Random random = new Random(seed * PRODUCERS + producer);
        int own = recipients.count() / PRODUCERS;
        long next = System.nanoTime() + random.nextLong(pause.toNanos());
        while (asking) {
            LockSupport.parkNanos(next - System.nanoTime());
            Sort sort = MIX.get(random.nextInt(MIX.size()));
            String recipient = recipients.name(producer + PRODUCERS * random.nextInt(own));
            post(new Request(run, number.incrementAndGet(), recipient, sort.kind(), sort.channels()));
            // Who had to wait does not hurry afterwards.
            next = Math.max(next + pause.toNanos(), System.nanoTime());
        }
    }

    private void post(Request request) {
        Instant first = clock.instant();
        Map<String, String> key = Map.of("Idempotency-Key", request.key());
        while (true) {
            JsonHttp.Answer answer = gateway.post("/api/v1/notifications", request.json(), key);
            String code = answer.text("code");
            if (answer.status() == 202 || code.equals("DUPLICATE_REQUEST")) {
                listener.onAccepted(new Accepted(request, answer.text("notificationId"), first));
                return;
            }
            boolean later = answer.status() == 0 || answer.status() == 503 || code.equals("REQUEST_IN_PROGRESS");
            boolean last = !later
                    || !request.insists()
                    || Duration.between(first, clock.instant()).compareTo(GIVE_UP) > 0;
            listener.onRefused(new Refused(request, answer.status(), code, answer.retryAfter(), last));
            if (last) {
                return;
            }
            LockSupport.parkNanos(ASK_AGAIN.toNanos());
        }
    }
}
