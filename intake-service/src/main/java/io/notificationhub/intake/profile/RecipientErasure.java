package io.notificationhub.intake.profile;

import java.time.Instant;
import java.util.Map;
import reactor.core.publisher.Mono;

/** What has to happen elsewhere when recipients are erased. */
public interface RecipientErasure {

    /**
     * Idempotent; a part that was done stays done if a later one fails. What was asked for after the erasure is new data and stays.
     *
     * @param erased until when each recipient's data was used; no earlier than it was erased
     */
    Mono<Void> erase(Map<String, Instant> erased);
}
