package io.notificationhub.delivery.worker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.Lane;
import io.notificationhub.contracts.Topics;
import io.notificationhub.delivery.VendorSender;
import io.notificationhub.delivery.kafka.RecordFlow;
import io.notificationhub.delivery.kernel.Claims;
import io.notificationhub.delivery.kernel.Courier;
import io.notificationhub.delivery.kernel.DeliveryMetrics;
import io.notificationhub.delivery.kernel.LocalClaims;
import io.notificationhub.delivery.kernel.Results;
import io.notificationhub.delivery.kernel.Vendor;
import io.notificationhub.delivery.redis.RedisClaims;
import io.notificationhub.messaging.EventPublisher;
import io.notificationhub.messaging.HubTopics;
import io.notificationhub.messaging.MessagingAutoConfiguration;
import io.notificationhub.messaging.PoisonRecords;
import io.notificationhub.web.WebAutoConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
@EnableConfigurationProperties(WorkerProperties.class)
public class WorkerAutoConfiguration {

    @Bean
    KafkaAdmin.NewTopics workerTopics(HubTopics topics, WorkerProperties properties) {
        return topics.of(Stream.concat(deliveryTopics(properties.channel()), Stream.of(Topics.RESULT))
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
            WorkerProperties properties,
            Ids ids,
            Clock clock,
            MeterRegistry metrics) {
        Duration lease = properties.retryPolicy().lease();
        return new RedisClaims(redis, new LocalClaims(lease, clock), ids.next().toString(), lease, metrics);
    }

    @Bean
    Results results(EventPublisher events, MeterRegistry metrics) {
        return new KafkaResults(events, metrics);
    }

    @Bean
    Courier courier(
            List<VendorSender> senders,
            CircuitBreakerRegistry breakers,
            Claims claims,
            Results results,
            WorkerProperties properties,
            Clock clock,
            MeterRegistry metrics) {
        List<Vendor> vendors = senders.stream()
                .map(sender -> vendor(sender, breakers.circuitBreaker(sender.vendor()), properties))
                .toList();
        return new Courier(vendors, claims, results, properties.retryPolicy(), clock, new DeliveryMetrics(metrics));
    }

    private static Vendor vendor(VendorSender sender, CircuitBreaker breaker, WorkerProperties properties) {
        return new Vendor(sender, breaker, properties.callTimeLimit());
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
                        () -> consumers.createConsumer(topic, "", ""),
                        listener,
                        properties.flowSettings(),
                        metrics))
                .toList());
    }

    private static Stream<String> deliveryTopics(Channel channel) {
        return Arrays.stream(Lane.values()).map(lane -> Topics.delivery(channel, lane));
    }
}
