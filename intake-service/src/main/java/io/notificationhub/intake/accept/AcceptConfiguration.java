package io.notificationhub.intake.accept;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.Topics;
import io.notificationhub.intake.decide.Decide;
import io.notificationhub.intake.decide.DecisionPolicy;
import io.notificationhub.intake.limit.RecipientLimits;
import io.notificationhub.intake.periodic.Periodic;
import io.notificationhub.intake.profile.Profiles;
import io.notificationhub.intake.template.Composer;
import io.notificationhub.messaging.HubTopics;
import io.notificationhub.messaging.Inbox;
import io.notificationhub.outbox.Outbox;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class AcceptConfiguration {

    @Bean
    Decide decide(DecisionPolicy policy) {
        return new Decide(policy);
    }

    @Bean
    Deciding deciding(Profiles profiles, Composer composer, Decide decide) {
        return new Deciding(profiles, composer, decide);
    }

    @Bean
    Planner planner(
            AcceptProperties properties,
            MarketingProperties marketing,
            Ids ids,
            Outbox outbox,
            RandomGenerator random) {
        return new Planner(properties, marketing.rule(), ids, outbox, random);
    }

    @Bean
    AcceptNotification acceptNotification(
            ReactiveStringRedisTemplate redis,
            DatabaseClient database,
            Deciding deciding,
            Planner planner,
            RecipientLimits limits,
            AcceptProperties properties,
            Ids ids,
            Clock clock,
            MeterRegistry metrics) {
        return new AcceptNotification(
                new KeyClaims(redis, properties, metrics),
                deciding,
                planner,
                limits,
                new DurableWrites(new NotificationWriter(database), properties, clock, metrics),
                properties,
                ids,
                clock);
    }

    @Bean
    CancelNotification cancelNotification(DatabaseClient database) {
        return new CancelNotification(database);
    }

    @Bean
    Periodic expiredKeysPeriodic(DatabaseClient database, KeyExpiry expiry, Clock clock, MeterRegistry metrics) {
        ExpiredKeys keys = new ExpiredKeys(database, expiry, clock, metrics);
        return new Periodic("expired idempotency keys", expiry.interval(), keys::delete);
    }

    @Bean
    ComeDue comeDue(
            Inbox inbox,
            DatabaseClient database,
            TransactionalOperator transaction,
            Outbox outbox,
            Deciding deciding,
            Planner planner,
            RecipientLimits limits,
            Clock clock) {
        return new ComeDue(
                inbox, new DueNotifications(database, transaction, outbox), deciding, planner, limits, clock);
    }

    @Bean
    KafkaAdmin.NewTopics dueTopics(HubTopics topics) {
        return topics.of(Topics.DUE);
    }
}
