package io.notificationhub.delivery.kernel;

import io.notificationhub.delivery.GroupOutcome;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Calls with many messages, kept from before they are made, so that whoever inherits their messages can make the very same call again. Never fails:
 * where the shared store is down nothing is kept, and that is counted.
 */
public interface Groups {

    /** Must complete before the call is made. The caller has the group's lease. */
    Mono<Void> store(String groupId, String call, Instant expiresAt);

    /** Prolongs the lease before a further call. */
    Mono<Void> renew(String groupId);

    /** Asks for a group that another worker may have left behind. */
    Mono<GroupClaim> take(String groupId);

    /** Keeps what the call came to, and forgets the call. */
    Mono<Void> finish(String groupId, GroupOutcome outcome);
}
