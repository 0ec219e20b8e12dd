package io.notificationhub.bench.relay;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka producers for those who bring none of their own, set as the relay's is. */
final class Producers {
    private static final Map<String, Object> SETTINGS =
            Map.of("acks", "all", "enable.idempotence", true, "linger.ms", 2, "batch.size", 64 * 1024);

    private Producers() {}

    /** For many sends at once. */
    static KafkaProducer<String, String> pipelined(String bootstrapServers) {
        return create(bootstrapServers, Map.of());
    }

    /** For threads that wait for each send, whom lingering would only delay. */
    static KafkaProducer<String, String> waiting(String bootstrapServers) {
        return create(bootstrapServers, Map.of("linger.ms", 0));
    }

    private static KafkaProducer<String, String> create(String bootstrapServers, Map<String, Object> instead) {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.putAll(instead);
        settings.put("bootstrap.servers", bootstrapServers);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
