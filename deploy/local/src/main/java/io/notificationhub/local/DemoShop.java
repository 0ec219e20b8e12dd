package io.notificationhub.local;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

/** A system that knows nothing of the hub: it only says on Kafka what happened to its orders. */
final class DemoShop {
    static final String ORDER_CREATED = "order.created.v1";
    private static final int PATIENCE_MILLIS = 5_000;

    private final String bootstrapServers;

    DemoShop(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Publishes the event and returns it as it was written. */
    String orderCreated(String eventId, String customerId) throws InterruptedException {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("eventId", eventId);
        event.put("orderId", "A-1001");
        event.put("customerId", customerId);
        event.put("customerEmail", customerId + "@example.com");
        event.put("totalAmount", 129_000);
        event.put("currency", "KRW");
        String json = JsonMapper.builder().build().writeValueAsString(event);
        Map<String, Object> configuration = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MILLIS);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(ORDER_CREATED, customerId, json))
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartFailure("Kafka took no event for " + ORDER_CREATED + ": " + e.getMessage(), e);
        }
        return json;
    }
}
