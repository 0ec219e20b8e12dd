package io.notificationhub.delivery.kernel;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who may call a vendor for an attempt and round, and what came of it. Remembers a claim for 24 h. Never fails: where the shared store is down,
 * an implementation goes on with what this process knows, and counts that.
 */
public interface Claims {

    Mono<Claim> claim(UUID attemptId, int round);

    /**
     * Prolongs the lease before a further call, and notes how many calls of the round were definitely refused.
     *
     * @return whether the round is still this worker's; if not, it must make no further call. True also where nobody can tell
     */
    default Mono<Boolean> renew(UUID attemptId, int round, int rejections) {
        return renew(attemptId, round, rejections, null);
    }

    /**
     * The same for a call with many messages.
     *
     * @param groupId whose key the call uses; null if the next call has a key of its own
     */
    Mono<Boolean> renew(UUID attemptId, int round, int rejections, @Nullable String groupId);

    /** Notes that the attempt is sent again after an ambiguous outcome. Must complete before the call is made. */
    Mono<Void> countResend(UUID attemptId);

    /** Keeps how the round ended, so that whoever meets the round again repeats the report and not the call. */
    Mono<Void> settle(UUID attemptId, int round, Ending ending);

    /**
     * Gives the round back without using it up, while none of its calls is open: after a definite failure, or before a resend that is counted already.
     * Its refusals and the attempt's resends stay; whoever has it next begins anew.
     */
    Mono<Void> release(UUID attemptId, int round, int rejections);
}
