package io.notificationhub.delivery.kernel;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Claims of which a test changes a part. */
abstract class ForwardingClaims implements Claims {
    private final Claims claims;

    ForwardingClaims(Claims claims) {
        this.claims = claims;
    }

    @Override
    public Mono<Claim> claim(UUID attemptId, int round) {
        return claims.claim(attemptId, round);
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
    public Mono<Void> settle(UUID attemptId, int round, Ending ending) {
        return claims.settle(attemptId, round, ending);
    }

    @Override
    public Mono<Void> release(UUID attemptId, int round, int rejections) {
        return claims.release(attemptId, round, rejections);
    }
}
