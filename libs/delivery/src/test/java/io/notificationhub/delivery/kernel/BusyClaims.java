package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.DeliveryResult;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Claims that somebody else holds for the first 20,000 questions. */
final class BusyClaims implements Claims {
    private static final int QUESTIONS = 20_000;

    private final AtomicInteger asked = new AtomicInteger();
    private final Claims claims;

    BusyClaims(Claims claims) {
        this.claims = claims;
    }

    @Override
    public Mono<Claim> claim(UUID attemptId, int round) {
        return asked.incrementAndGet() <= QUESTIONS
                ? Mono.just(new Claim.Held(Duration.ZERO))
                : claims.claim(attemptId, round);
    }

    @Override
    public Mono<Boolean> renew(UUID attemptId, int round, int rejections, @Nullable String groupId) {
        return claims.renew(attemptId, round, rejections, groupId);
    }

    @Override
    public Mono<Void> countResend(UUID attemptId) {
        return claims.countResend(attemptId);
    }

    @Override
    public Mono<Void> settle(DeliveryResult result) {
        return claims.settle(result);
    }

    @Override
    public Mono<Void> release(UUID attemptId, int round, int rejections) {
        return claims.release(attemptId, round, rejections);
    }
}
