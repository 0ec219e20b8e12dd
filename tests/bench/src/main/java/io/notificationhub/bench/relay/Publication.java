package io.notificationhub.bench.relay;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What libraries call for one row: it has to be at Kafka when the call returns. */
public final class Publication {
    private final Producer<String, String> producer;

    Publication(Producer<String, String> producer) {
        this.producer = producer;
    }

    public void publish(String topic, String key, String payload) throws InterruptedException, ExecutionException {
        producer.send(new ProducerRecord<>(topic, key, payload)).get();
    }
}
