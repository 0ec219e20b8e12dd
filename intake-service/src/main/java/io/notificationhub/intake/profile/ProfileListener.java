package io.notificationhub.intake.profile;

import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.Inbox;
import io.notificationhub.messaging.Received;
import java.time.Instant;
import java.util.Comparator;
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

    ProfileListener(Inbox inbox, ProfileCopies copies, RecipientErasure erasure) {
        this.inbox = inbox;
        this.copies = copies;
        this.erasure = erasure;
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

    /** The copy first: from then on nothing new is made for whom was erased. */
    private Mono<Void> apply(List<ProfileChanged> changes) {
        Map<String, Instant> erased = changes.stream()
                .filter(ProfileChanged::erased)
                .collect(Collectors.toMap(
                        ProfileChanged::recipientId,
                        ProfileChanged::changedAt,
                        BinaryOperator.maxBy(Comparator.naturalOrder())));
        return copies.apply(changes).then(erasure.erase(erased));
    }
}
