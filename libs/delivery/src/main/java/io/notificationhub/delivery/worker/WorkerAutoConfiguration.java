package io.notificationhub.delivery.worker;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.Lane;
import io.notificationhub.contracts.Topics;
import io.notificationhub.delivery.ReceiptSource;
import io.notificationhub.delivery.VendorSender;
import io.notificationhub.delivery.kafka.RecordFlow;
import io.notificationhub.delivery.kernel.Claims;
import io.notificationhub.delivery.kernel.Courier;
import io.notificationhub.delivery.kernel.DeliveryMetrics;
import io.notificationhub.delivery.kernel.Followed;
import io.notificationhub.delivery.kernel.Grouping;
import io.notificationhub.delivery.kernel.LocalClaims;
import io.notificationhub.delivery.kernel.OpenMessages;
import io.notificationhub.delivery.kernel.Results;
import io.notificationhub.delivery.kernel.Vendor;
import io.notificationhub.delivery.redis.RedisClaims;
import io.notificationhub.delivery.redis.RedisGroups;
import io.notificationhub.delivery.redis.RedisOpenMessages;
import io.notificationhub.messaging.EventPublisher;
import io.notificationhub.messaging.HubTopics;
import io.notificationhub.messaging.MessagingAutoConfiguration;
import io.notificationhub.messaging.PoisonRecords;
import io.notificationhub.redis.RedisPatience;
import io.notificationhub.web.WebAutoConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Makes an application with {@code hub.delivery.channel} and at least one {@link VendorSender} bean a channel worker. */
@AutoConfiguration(
        after = {WebAutoConfiguration.class, MessagingAutoConfiguration.class, DataRedisReactiveAutoConfiguration.class
        })
@EnableConfigurationProperties({WorkerProperties.class, ReceiptProperties.class})
public class WorkerAutoConfiguration {

    @Bean
    KafkaAdmin.NewTopics workerTopics(HubTopics topics, WorkerProperties properties) {
        return topics.of(Stream.concat(
                        deliveryTopics(properties.channel()),
                        Stream.of(Topics.RESULT, Topics.RECEIPT_REPORTED, Topics.VENDOR_RESULT))
                .toArray(String[]::new));
    }

    @Bean
    CircuitBreakerRegistry circuitBreakers(WorkerProperties properties, MeterRegistry metrics) {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(properties.breakerConfig());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(metrics);
        return registry;
    }

    @Bean
    Claims claims(
            ReactiveStringRedisTemplate redis,
            RedisPatience patience,
            WorkerProperties properties,
            WorkerId worker,
            Clock clock,
            MeterRegistry metrics) {
        Duration lease = properties.retryPolicy().lease();
        return new RedisClaims(redis, patience, new LocalClaims(lease, clock), worker.value(), lease, metrics);
    }

    @Bean
    Results results(EventPublisher events, MeterRegistry metrics) {
        return new KafkaResults(events, metrics);
    }

    @Bean
    WorkerId workerId(Ids ids) {
        return new WorkerId(ids.next().toString());
    }

    @Bean
    VendorAccounts vendorAccounts(
            ReactiveStringRedisTemplate redis,
            WorkerProperties properties,
            WorkerId worker,
            Clock clock,
            MeterRegistry metrics) {
        return new VendorAccounts(redis, properties, worker, clock, metrics);
    }

    @Bean
    OpenMessages openMessages(ReactiveStringRedisTemplate redis, WorkerProperties properties, MeterRegistry metrics) {
        return new RedisOpenMessages(redis, properties.channel().topicName(), metrics);
    }

    @Bean
    Followed followed(ObjectProvider<ReceiptSource> sources, OpenMessages open, ReceiptProperties properties) {
        return new FollowedByPolling(sources.stream().toList(), open, properties.firstAfter());
    }

    @Bean
    ReceiptPoller receiptPoller(
            ObjectProvider<ReceiptSource> sources,
            OpenMessages open,
            EventPublisher events,
            ReceiptProperties properties,
            Clock clock,
            MeterRegistry metrics) {
        return new ReceiptPoller(sources.stream().toList(), open, events, properties, clock, metrics);
    }

    @Bean
    Grouping grouping(
            ReactiveStringRedisTemplate redis,
            RedisPatience patience,
            WorkerProperties properties,
            WorkerId worker,
            Ids ids,
            MeterRegistry metrics) {
        Duration lease = properties.retryPolicy().lease();
        return new Grouping(
                new RedisGroups(redis, patience, worker.value(), lease, metrics), ids, properties.groupLinger());
    }

    @Bean
    Courier courier(
            List<VendorSender> senders,
            CircuitBreakerRegistry breakers,
            VendorAccounts accounts,
            Claims claims,
            Results results,
            Followed followed,
            Grouping grouping,
            WorkerProperties properties,
            Clock clock,
            MeterRegistry metrics) {
        List<Vendor> vendors = senders.stream()
                .map(sender -> new Vendor(
                        sender,
                        breakers.circuitBreaker(sender.vendor()),
                        accounts.quotaOf(sender.vendor()),
                        properties.wholeCall()))
                .toList();
        return new Courier(
                vendors,
                claims,
                results,
                followed,
                properties.retryPolicy(),
                grouping,
                clock,
                new DeliveryMetrics(metrics));
    }

    @Bean
    Worker worker(
            WorkerProperties properties,
            ConsumerFactory<String, String> consumers,
            Courier courier,
            PoisonRecords poison,
            MeterRegistry metrics) {
        DeliveryListener listener = new DeliveryListener(courier, poison);
        return new Worker(() -> deliveryTopics(properties.channel())
                .map(topic -> new RecordFlow(
                        topic,
                        // Each lane has a group of its own, so that a rebalance of one does not stop the other.
                        () -> consumers.createConsumer(topic, "", "", fewAtOnce()),
                        listener,
                        properties.flowSettings(),
                        metrics))
                .toList());
    }

    private static Properties fewAtOnce() {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, WorkerProperties.MAX_POLL);
        return properties;
    }

    private static Stream<String> deliveryTopics(Channel channel) {
        return Arrays.stream(Lane.values()).map(lane -> Topics.delivery(channel, lane));
    }
}
