package io.notificationhub.gateway;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** Token buckets by name: so many in a period, and as many at once after a pause. */
interface Buckets {
    /**
     * Takes what there is, up to {@code most}. Never fails: who can't count together counts alone.
     *
     * @param size tokens that the bucket holds, and gets in each period
     */
    Mono<Grant> take(String bucket, int size, Duration period, int most);

    /**
     * What a bucket gave.
     *
     * @param tokens zero if it was empty
     * @param delay until there is a token again, zero if there was one
     */
    record Grant(int tokens, Duration delay) {}
}
