package io.notificationhub.intake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.NotificationDue;
import io.notificationhub.contracts.Topics;
import io.notificationhub.intake.IntakeTest;
import io.notificationhub.messaging.Inbox;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Sinks;

class OverloadTest extends IntakeTest {
    private static final Duration EVER = Duration.ofHours(1);

    @Autowired
    private Inbox inbox;

    @Autowired
    private MeterRegistry metrics;

    @Test
    void aRecordThatMeetsAFullQueueWaitsAndIsNotPutAside() {
        Sinks.One<Boolean> gate = Sinks.one();
        Queue<String> done = new ConcurrentLinkedQueue<>();
        Batcher<String, Boolean> full = new Batcher<>(
                "full",
                1,
                1,
                1,
                EVER,
                EVER,
                batch -> gate.asMono().doOnNext(go -> done.addAll(batch)).map(List::of),
                new SimpleMeterRegistry());
        List.of("at work", "waiting").forEach(item -> full.submit(item).subscribe());

        CompletableFuture<@Nullable Void> handled = inbox.handle(
                        List.of(new ConsumerRecord<>(
                                Topics.DUE, 0, 0, "key", EventJson.write(new NotificationDue(new UUID(0, 1))))),
                        NotificationDue.class,
                        due -> full.submit("record").then())
                .toFuture();
        await().until(() ->
                metrics.counter("hub.inbox.waits", "exception", "Overloaded").count() > 1);
        gate.tryEmitValue(true);

        await().until(handled::isDone);
        assertThat(done).containsExactly("at work", "waiting", "record");
    }
}
