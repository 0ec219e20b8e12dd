package io.notificationhub.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class DemoShopTest {

    @Test
    void publishesWhatItSaysUnderTheCustomersKey() throws Exception {
        Infrastructure servers = Infrastructure.forTests(Path.of("target", "shop-infrastructure"));
        servers.start();
        try {
            String bootstrap = servers.kafka().bootstrapServers();
            createTopic(bootstrap);

            String event = new DemoShop(bootstrap).orderCreated("e-1", "demo-c");

            ConsumerRecord<String, String> published = first(bootstrap);
            assertThat(published.key()).isEqualTo("demo-c");
            assertThat(published.value())
                    .isEqualTo(event)
                    .contains("\"eventId\":\"e-1\"", "\"customerId\":\"demo-c\"", "\"totalAmount\":129000");
        } finally {
            servers.stop();
        }
    }

    private static void createTopic(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            admin.createTopics(List.of(new NewTopic(DemoShop.ORDER_CREATED, Optional.empty(), Optional.empty())))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static ConsumerRecord<String, String> first(String bootstrap) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(DemoShop.ORDER_CREATED, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return consumer.poll(Duration.ofSeconds(30)).iterator().next();
        }
    }
}
