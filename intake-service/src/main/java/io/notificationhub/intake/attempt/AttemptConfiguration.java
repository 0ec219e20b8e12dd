package io.notificationhub.intake.attempt;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.Lane;
import io.notificationhub.contracts.Topics;
import io.notificationhub.intake.fallback.Fallbacks;
import io.notificationhub.intake.periodic.Periodic;
import io.notificationhub.messaging.HubTopics;
import io.notificationhub.messaging.Inbox;
import io.notificationhub.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class AttemptConfiguration {
    private static final Duration SECOND_LOOK = Duration.ofSeconds(20);

    @Bean
    WatchTable watchTable(DatabaseClient database, TransactionalOperator transaction) {
        return new WatchTable(database, transaction);
    }

    @Bean
    Periodic stuckAttemptsPeriodic(
            WatchTable watched,
            DatabaseClient database,
            AttemptChanges changes,
            Outbox outbox,
            KafkaAdmin kafka,
            TransactionalOperator transaction,
            StuckPolicy policy,
            Clock clock,
            MeterRegistry metrics) {
        StuckAttempts stuck = new StuckAttempts(
                watched,
                new AttemptTable(database),
                changes,
                outbox,
                new WorkerProgress(kafka, policy.kafkaTimeout()),
                transaction,
                policy,
                clock,
                metrics);
        return new Periodic("stuck attempts", policy.interval(), stuck::sweep);
    }

    @Bean
    AttemptChanges attemptChanges(
            DatabaseClient database,
            WatchTable watched,
            Outbox outbox,
            RoundPolicy policy,
            Fallbacks fallbacks,
            TransactionalOperator transaction,
            Clock clock) {
        return new AttemptChanges(
                new AttemptTable(database), watched, outbox, new Consequences(policy), fallbacks, transaction, clock);
    }

    @Bean
    Erasure erasure(DatabaseClient database, AttemptChanges attempts, Clock clock) {
        return new Erasure(database, attempts, clock);
    }

    @Bean
    Periodic secondLookAtErased(Erasure erasure) {
        return new Periodic("erased recipients", SECOND_LOOK, erasure::lookAgain);
    }

    @Bean
    ResultListener resultListener(
            Inbox inbox,
            AttemptChanges attempts,
            RoundPolicy policy,
            RandomGenerator random,
            Ids ids,
            Clock clock,
            MeterRegistry metrics) {
        return new ResultListener(inbox, attempts, new AfterResult(policy, random), ids, clock, metrics);
    }

    @Bean
    ReplayListener replayListener(Inbox inbox, AttemptChanges attempts, Ids ids, Clock clock) {
        return new ReplayListener(inbox, attempts, ids, clock);
    }

    @Bean
    KafkaAdmin.NewTopics attemptTopics(HubTopics topics) {
        Stream<String> channels = Arrays.stream(Channel.values())
                .flatMap(channel -> Stream.of(
                        Topics.delivery(channel, Lane.PRIORITY),
                        Topics.delivery(channel, Lane.BULK),
                        Topics.deadLetter(channel)));
        Stream<String> others = Stream.of(
                Topics.RESULT,
                Topics.REPLAY,
                Topics.RECEIPT,
                Topics.RECEIPT_REPORTED,
                Topics.VENDOR_RESULT,
                Topics.ALERT_FIRED);
        return topics.of(Stream.concat(channels, others).toArray(String[]::new));
    }
}
