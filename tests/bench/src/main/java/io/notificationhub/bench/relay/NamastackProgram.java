package io.notificationhub.bench.relay;

import com.zaxxer.hikari.HikariDataSource;
import io.namastack.outbox.OutboxJacksonAutoConfiguration;
import io.namastack.outbox.config.JdbcOutboxAutoConfiguration;
import io.namastack.outbox.config.OutboxCoreInfrastructureAutoConfiguration;
import io.namastack.outbox.config.OutboxCoreProcessingAutoConfiguration;
import io.namastack.outbox.config.OutboxCoreSchedulingAutoConfiguration;
import io.namastack.outbox.config.OutboxCoreThreadingAutoConfiguration;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** namastack-outbox in a Spring Boot application that has nothing else. */
@Configuration(proxyBeanMethods = false)
@EnableTransactionManagement
@ImportAutoConfiguration({
    TaskExecutionAutoConfiguration.class,
    TaskSchedulingAutoConfiguration.class,
    OutboxJacksonAutoConfiguration.class,
    JdbcOutboxAutoConfiguration.class,
    OutboxCoreInfrastructureAutoConfiguration.class,
    OutboxCoreThreadingAutoConfiguration.class,
    OutboxCoreProcessingAutoConfiguration.class,
    OutboxCoreSchedulingAutoConfiguration.class
})
class NamastackProgram {
    private static final int THREADS = 32;

    /** What an application would put into its outbox. */
    record Message(String topic, String key, String payload) {}

    static final class Handler implements OutboxTypedHandler<Message> {
        private final Publication publication;

        Handler(Publication publication) {
            this.publication = publication;
        }

        @Override
        public void handle(Message message, OutboxRecordMetadata metadata) {
            try {
                publication.publish(message.topic(), message.key(), message.payload());
            } catch (ExecutionException e) {
                throw new KafkaException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException(e);
            }
        }
    }

    public static void main(String[] args) {
        new SpringApplicationBuilder(NamastackProgram.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "bench.database=" + args[0],
                        "bench.kafka=" + args[1],
                        "namastack.outbox.polling.batch-size=1000",
                        "namastack.outbox.polling.fixed.interval=20ms",
                        "namastack.outbox.processing.delete-completed-records=true",
                        "namastack.outbox.processing.executor-core-pool-size=" + THREADS,
                        "namastack.outbox.processing.executor-max-pool-size=" + THREADS,
                        "namastack.outbox.multicaster.enabled=false",
                        "namastack.outbox.instance.rebalance-interval=1s",
                        "spring.main.keep-alive=true",
                        "spring.main.banner-mode=off")
                .run();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(Environment environment) {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(environment.getRequiredProperty("bench.database"));
        database.setUsername(DueRows.OWNER);
        database.setPassword(DueRows.OWNER);
        database.setMaximumPoolSize(THREADS + 4);
        return database;
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    Handler handler(Environment environment) {
        return new Handler(new Publication(Producers.waiting(environment.getRequiredProperty("bench.kafka"))));
    }
}
