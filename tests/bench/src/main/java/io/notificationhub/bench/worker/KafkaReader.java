package io.notificationhub.bench.worker;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.reactor.ReactorProcessor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.bench.measure.Contender;
import io.notificationhub.bench.measure.JavaProgram;
import io.notificationhub.bench.measure.Servers;
import io.notificationhub.delivery.kafka.FlowSettings;
import io.notificationhub.delivery.kafka.RecordFlow;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;
import reactor.core.publisher.Mono;

/** A way to read a topic and call a vendor for each record, a thousand calls at once at most. */
enum KafkaReader implements Contender {
    /** As a worker's own settings are: a call that takes half of its time limit is slow, and lowers the number of calls at once. */
    WINDOW("worker's window, in order per recipient") {
        @Override
        void start(String topic, Map<String, Object> kafka, SlowVendor vendor) {
            window(topic, kafka, vendor, Duration.ofMillis(2500));
        }
    },
    UNCONCERNED_WINDOW("the same, never taking a call for slow") {
        @Override
        void start(String topic, Map<String, Object> kafka, SlowVendor vendor) {
            window(topic, kafka, vendor, Duration.ofHours(1));
        }
    },
    PARALLEL_CONSUMER("Confluent parallel-consumer 0.5.3.3, in order per recipient") {
        @Override
        void start(String topic, Map<String, Object> kafka, SlowVendor vendor) {
            ReactorProcessor<String, String> processor =
                    new ReactorProcessor<>(ParallelConsumerOptions.<String, String>builder()
                            .consumer(new KafkaConsumer<>(kafka))
                            .ordering(ParallelConsumerOptions.ProcessingOrder.KEY)
                            .commitMode(ParallelConsumerOptions.CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                            .maxConcurrency(AT_ONCE)
                            .build());
            processor.subscribe(List.of(topic));
            // It takes a record for done when an item comes: an empty Mono would hold its place for ever.
            processor.react(context -> called(vendor, context.getSingleConsumerRecord()));
        }
    },
    ASYNC_LISTENER("`@KafkaListener` returning `Mono`, 12 threads") {
        @Override
        void start(String topic, Map<String, Object> kafka, SlowVendor vendor) {
            Listening.start(topic, kafka, vendor);
        }
    },
    BLOCKING_LISTENER("blocking listener, 12 threads") {
        @Override
        void start(String topic, Map<String, Object> kafka, SlowVendor vendor) {
            ContainerProperties properties = new ContainerProperties(topic);
            properties.setMessageListener((MessageListener<String, String>)
                    message -> vendor.call(message).block());
            ConcurrentMessageListenerContainer<String, String> container =
                    new ConcurrentMessageListenerContainer<>(new DefaultKafkaConsumerFactory<>(kafka), properties);
            container.setConcurrency(Servers.PARTITIONS);
            container.start();
        }
    };

    static final int AT_ONCE = 1_000;

    private final String title;

    KafkaReader(String title) {
        this.title = title;
    }

    /** Begins to read, for as long as the process lives. */
    abstract void start(String topic, Map<String, Object> kafka, SlowVendor vendor);

    @Override
    public String title() {
        return title;
    }

    @Override
    public JavaProgram program(Servers servers) {
        return JavaProgram.of(WorkerProgram.class, name(), servers.bootstrapServers());
    }

    private static void window(String topic, Map<String, Object> kafka, SlowVendor vendor, Duration slowAfter) {
        FlowSettings settings = new FlowSettings(
                AT_ONCE, slowAfter, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(20));
        new RecordFlow(topic, () -> new KafkaConsumer<>(kafka), vendor::call, settings, new SimpleMeterRegistry())
                .start();
    }

    private static Mono<Boolean> called(SlowVendor vendor, ConsumerRecord<String, String> message) {
        return vendor.call(message).thenReturn(true);
    }

    Map<String, Object> settings(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("group.id", name());
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        settings.put("max.poll.records", 500);
        settings.put("key.deserializer", StringDeserializer.class);
        settings.put("value.deserializer", StringDeserializer.class);
        return settings;
    }
}
