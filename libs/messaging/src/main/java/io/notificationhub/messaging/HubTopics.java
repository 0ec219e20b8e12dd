package io.notificationhub.messaging;

import io.notificationhub.contracts.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/** Topics for the service that declares them as beans to create: see {@link TopicDeclaration}. */
public final class HubTopics {
    /** What Kafka's own default lets a reader of any other topic be away. */
    private static final Duration WEEK = Duration.ofDays(7);

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
        return compactedAfter(Duration.ZERO, names);
    }

    /** Like {@link #compacted}, but every record stays for a week at least: a reader that is away for less misses none of them. */
    public KafkaAdmin.NewTopics compactedAfterAWeek(String... names) {
        return compactedAfter(WEEK, names);
    }

    private KafkaAdmin.NewTopics compactedAfter(Duration lag, String... names) {
        return new KafkaAdmin.NewTopics(Arrays.stream(names)
                .flatMap(name -> List.of(
                        topic(name)
                                .config(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                                .config(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(lag.toMillis()))
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
