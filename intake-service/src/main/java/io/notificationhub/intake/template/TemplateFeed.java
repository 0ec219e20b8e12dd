package io.notificationhub.intake.template;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.MalformedEvent;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.contracts.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads the compacted template topic from its beginning and then follows it. Every instance reads all of it, so it belongs to no consumer group.
 * Reports up, and so lets the service become ready, once it has read what was there when it started; a later outage of Kafka changes nothing, the
 * copies stay.
 */
final class TemplateFeed implements SmartLifecycle, HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(TemplateFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final ConsumerFactory<String, String> consumers;
    private final Templates templates;
    private final MeterRegistry metrics;
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile boolean warm;
    private volatile @Nullable Consumer<String, String> current;

    TemplateFeed(ConsumerFactory<String, String> consumers, Templates templates, MeterRegistry metrics) {
        this.consumers = consumers;
        this.templates = templates;
        this.metrics = metrics;
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("template-feed").start(this::run);
    }

    @Override
    public void stop() {
        stopping.countDown();
        Consumer<String, String> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    @Override
    public boolean isRunning() {
        Thread reading = thread;
        return reading != null && reading.isAlive();
    }

    @Override
    public Health health() {
        return (warm ? Health.up() : Health.outOfService()).build();
    }

    private void run() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        while (stopping.getCount() > 0) {
            try (Consumer<String, String> consumer = consumers.createConsumer("template-feed", "")) {
                current = consumer;
                follow(consumer, positions);
            } catch (WakeupException e) {
                log.debug("Woken to stop");
            } catch (KafkaException e) {
                log.warn("Templates can't be read, trying again: {}", e.toString());
                awaitStop();
            } finally {
                current = null;
            }
        }
    }

    private void follow(Consumer<String, String> consumer, Map<TopicPartition, Long> positions) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.TEMPLATE_CHANGED).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            awaitStop();
            return;
        }
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (stopping.getCount() > 0) {
            if (!warm && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                warm = true;
                log.info("All templates are read");
            }
            for (ConsumerRecord<String, String> change : consumer.poll(POLL)) {
                apply(change);
                positions.put(new TopicPartition(change.topic(), change.partition()), change.offset() + 1);
            }
        }
    }

    private void apply(ConsumerRecord<String, String> change) {
        try {
            if (change.value() != null) {
                templates.apply(EventJson.read(change.value(), TemplateChanged.class));
            }
        } catch (MalformedEvent e) {
            // Every instance reads it, so none of them puts it aside; the last good revision stays.
            metrics.counter("hub.poison.records", "topic", change.topic()).increment();
            log.error("Record {}@{} of {} is no template", change.partition(), change.offset(), change.topic(), e);
        }
    }

    private void awaitStop() {
        try {
            boolean stopped = stopping.await(RECONNECT.toMillis(), TimeUnit.MILLISECONDS);
            log.debug("Waited, stopped: {}", stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
