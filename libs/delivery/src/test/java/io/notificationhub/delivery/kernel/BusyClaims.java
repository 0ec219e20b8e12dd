package io.notificationhub.delivery.kernel;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** Claims that somebody else holds for the first 20,000 questions. */
final class BusyClaims extends ForwardingClaims {
    private static final int QUESTIONS = 20_000;

    private final AtomicInteger asked = new AtomicInteger();

    BusyClaims(Claims claims) {
        super(claims);
    }

    @Override
    public Mono<Claim> claim(UUID attemptId, int round) {
        return asked.incrementAndGet() <= QUESTIONS
                ? Mono.just(new Claim.Held(Duration.ZERO))
                : super.claim(attemptId, round);
    }
}
