package io.notificationhub.intake.profile;

import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.Inbox;
import io.notificationhub.messaging.Received;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import reactor.core.publisher.Mono;

/** Keeps the copies in step with their owner. */
class ProfileListener {
    private final Inbox inbox;
    private final ProfileCopies copies;
    private final RecipientErasure erasure;
    private final Clock clock;

    ProfileListener(Inbox inbox, ProfileCopies copies, RecipientErasure erasure, Clock clock) {
        this.inbox = inbox;
        this.copies = copies;
        this.erasure = erasure;
        this.clock = clock;
    }

    @KafkaListener(
            id = "profile-changes",
            groupId = "${spring.application.name}.profiles",
            topics = Topics.PROFILE_CHANGED)
    Mono<Void> on(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(
                records,
                ProfileChanged.class,
                changes -> apply(changes.stream().map(Received::event).toList()));
    }

    /** The copy first: from then on nothing new is made for whom was erased; what was made from the old one until now goes with the rest. */
    private Mono<Void> apply(List<ProfileChanged> changes) {
        Map<String, Instant> erased = changes.stream()
                .filter(ProfileChanged::erased)
                .collect(Collectors.toMap(
                        ProfileChanged::recipientId,
                        ProfileChanged::changedAt,
                        BinaryOperator.maxBy(Comparator.naturalOrder()),
                        HashMap::new));
        return copies.apply(changes).flatMap(renewed -> {
            Instant now = clock.instant();
            // A tombstone that is read again must not reach what came after it.
            erased.replaceAll((recipient, at) -> renewed.contains(recipient) && now.isAfter(at) ? now : at);
            return erasure.erase(erased);
        });
    }
}
