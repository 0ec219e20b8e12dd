package io.notificationhub.messaging;

import io.notificationhub.contracts.NotificationDue;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import reactor.core.publisher.Mono;

/** A listener as services write them. It remembers what it polled and finished; in between it does what the test says. */
class ScriptedListener {
    private final String topic;
    private final Inbox inbox;
    private final List<List<ConsumerRecord<String, String>>> polls = new CopyOnWriteArrayList<>();
    private final List<List<UUID>> tries = new CopyOnWriteArrayList<>();
    private final List<UUID> finished = new CopyOnWriteArrayList<>();
    private volatile Function<List<UUID>, Mono<Void>> work = batch -> Mono.empty();

    ScriptedListener(String topic, Inbox inbox) {
        this.topic = topic;
        this.inbox = inbox;
    }

    public String topic() {
        return topic;
    }

    /** From now on; forgets what was before. */
    void does(Function<List<UUID>, Mono<Void>> next) {
        polls.clear();
        tries.clear();
        finished.clear();
        work = next;
    }

    @KafkaListener(
            id = "#{__listener.topic()}",
            groupId = "#{__listener.topic()}",
            topics = "#{__listener.topic()}",
            batch = "true")
    Mono<Void> on(List<ConsumerRecord<String, String>> records) {
        polls.add(records);
        return inbox.handle(records, NotificationDue.class, this::handle);
    }

    private Mono<Void> handle(List<Received<NotificationDue>> batch) {
        List<UUID> ids = batch.stream()
                .map(received -> received.event().notificationId())
                .toList();
        tries.add(ids);
        return work.apply(ids).then(Mono.fromRunnable(() -> finished.addAll(ids)));
    }

    List<List<ConsumerRecord<String, String>>> polls() {
        return polls;
    }

    /** Each call of the handler. */
    List<List<UUID>> tries() {
        return tries;
    }

    /** In the order in which the handler succeeded with them. */
    List<UUID> finished() {
        return finished;
    }
}
