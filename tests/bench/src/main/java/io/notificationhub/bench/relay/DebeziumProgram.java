package io.notificationhub.bench.relay;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;

/** Debezium's engine in a process, publishing each batch as a whole and committing it once Kafka has all of it. */
final class DebeziumProgram implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {
    private final KafkaProducer<String, String> producer;

    private DebeziumProgram(KafkaProducer<String, String> producer) {
        this.producer = producer;
    }

    public static void main(String[] args) throws Exception {
        DebeziumProgram consumer = new DebeziumProgram(Producers.pipelined(args[1]));
        try (DebeziumEngine<RecordChangeEvent<SourceRecord>> engine = DebeziumEngine.create(
                        ChangeEventFormat.of(Connect.class))
                .using(settings(args[0]))
                .notifying(consumer)
                .build()) {
            engine.run();
        }
    }

    private static Properties settings(String port) {
        Properties settings = new Properties();
        settings.setProperty("name", "bench");
        settings.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.setProperty("topic.prefix", "bench");
        settings.setProperty("database.hostname", "127.0.0.1");
        settings.setProperty("database.port", port);
        settings.setProperty("database.user", "postgres");
        settings.setProperty("database.password", "postgres");
        settings.setProperty("database.dbname", "notification_hub");
        settings.setProperty("plugin.name", "pgoutput");
        settings.setProperty("slot.name", Debezium.SLOT);
        settings.setProperty("publication.name", Debezium.PUBLICATION);
        settings.setProperty("publication.autocreate.mode", "disabled");
        settings.setProperty("table.include.list", "intake.outbox");
        settings.setProperty("snapshot.mode", "no_data");
        settings.setProperty("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        settings.setProperty("max.batch.size", "8192");
        settings.setProperty("max.queue.size", "32768");
        settings.setProperty("poll.interval.ms", "10");
        // An event's shape is that of the hub's: key and payload as they are, the rest in headers.
        settings.setProperty("transforms", "outbox");
        settings.setProperty("transforms.outbox.type", "io.debezium.transforms.outbox.EventRouter");
        settings.setProperty("transforms.outbox.route.by.field", "topic");
        settings.setProperty("transforms.outbox.route.topic.replacement", "${routedByValue}");
        settings.setProperty("transforms.outbox.table.field.event.id", "id");
        settings.setProperty("transforms.outbox.table.field.event.key", "key");
        settings.setProperty("transforms.outbox.table.field.event.payload", "payload");
        settings.setProperty(
                "transforms.outbox.table.fields.additional.placement",
                "type:header:ce_type,created_at:header:ce_time,traceparent:header:traceparent");
        return settings;
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> events, RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        List<Future<RecordMetadata>> sends = new ArrayList<>(events.size());
        for (RecordChangeEvent<SourceRecord> event : events) {
            sends.add(producer.send(message(event.record())));
        }
        for (int i = 0; i < sends.size(); i++) {
            try {
                sends.get(i).get();
            } catch (ExecutionException e) {
                throw new KafkaException(e.getCause());
            }
            committer.markProcessed(events.get(i));
        }
        committer.markBatchFinished();
    }

    private static ProducerRecord<String, String> message(SourceRecord event) {
        ProducerRecord<String, String> message =
                new ProducerRecord<>(event.topic(), (String) event.key(), (String) event.value());
        for (Header header : event.headers()) {
            Object value = header.value();
            if (value != null) {
                message.headers().add(header.key(), value.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return message;
    }
}
