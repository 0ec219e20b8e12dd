package io.notificationhub.intake.profile;

import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.Inbox;
import io.notificationhub.messaging.Received;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import reactor.core.publisher.Mono;

/** Keeps the copies in step with their owner. */
class ProfileListener {
    private final Inbox inbox;
    private final ProfileCopies copies;

    ProfileListener(Inbox inbox, ProfileCopies copies) {
        this.inbox = inbox;
        this.copies = copies;
    }

    @KafkaListener(
            id = "profile-changes",
            groupId = "${spring.application.name}.profiles",
            topics = Topics.PROFILE_CHANGED)
    Mono<Void> on(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(
                records,
                ProfileChanged.class,
                changes -> copies.apply(changes.stream().map(Received::event).toList()));
    }
}
