package io.notificationhub.intake.profile;

import java.util.Collection;
import reactor.core.publisher.Mono;

/** What has to happen elsewhere when recipients are erased. */
public interface RecipientErasure {

    /** Idempotent; a part that was done stays done if a later one fails. */
    Mono<Void> erase(Collection<String> recipientIds);
}
