package io.notificationhub.messaging;

import io.notificationhub.contracts.Topics;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/** Topics for the service that declares them as beans to create: see {@link TopicDeclaration}. */
public final class HubTopics {
    private final TopicProperties properties;

    HubTopics(TopicProperties properties) {
        this.properties = properties;
    }

    /** Topics with the configured partitions and replicas, each with its poison topic. */
    public KafkaAdmin.NewTopics of(String... names) {
        return new KafkaAdmin.NewTopics(Arrays.stream(names)
                .flatMap(name -> List.of(topic(name).build(), poison(name)).stream())
                .toArray(NewTopic[]::new));
    }

    /** Like {@link #of}, but Kafka keeps the last record of each key for ever. */
    public KafkaAdmin.NewTopics compacted(String... names) {
        return new KafkaAdmin.NewTopics(Arrays.stream(names)
                .flatMap(name -> List.of(
                        topic(name)
                                .config(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                                .build(),
                        poison(name))
                        .stream())
                .toArray(NewTopic[]::new));
    }

    private TopicBuilder topic(String name) {
        return TopicBuilder.name(name).partitions(properties.partitions()).replicas(properties.replicas());
    }

    private NewTopic poison(String name) {
        return TopicBuilder.name(Topics.poison(name))
                .partitions(1)
                .replicas(properties.replicas())
                .build();
    }
}
