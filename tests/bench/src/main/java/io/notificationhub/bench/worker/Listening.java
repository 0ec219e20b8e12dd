package io.notificationhub.bench.worker;

import io.notificationhub.bench.measure.Servers;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import reactor.core.publisher.Mono;

/** Spring's listener that returns a {@code Mono}. */
@Configuration(proxyBeanMethods = false)
@EnableKafka
class Listening {
    static void start(String topic, Map<String, Object> kafka, SlowVendor vendor) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getBeanFactory().registerSingleton("topic", topic);
        context.getBeanFactory().registerSingleton("vendor", vendor);
        context.registerBean(
                "kafkaListenerContainerFactory", ConcurrentKafkaListenerContainerFactory.class, () -> factory(kafka));
        context.register(Listening.class);
        context.refresh();
    }

    @Bean
    Listener listener(SlowVendor vendor) {
        return new Listener(vendor);
    }

    private static ConcurrentKafkaListenerContainerFactory<String, String> factory(Map<String, Object> kafka) {
        ConcurrentKafkaListenerContainerFactory<String, String> factory =
                new ConcurrentKafkaListenerContainerFactory<>();
        factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(kafka));
        factory.setConcurrency(Servers.PARTITIONS);
        return factory;
    }

    record Listener(SlowVendor vendor) {
        @KafkaListener(topics = "#{@topic}")
        Mono<Void> on(ConsumerRecord<String, String> message) {
            return vendor.call(message);
        }
    }
}
