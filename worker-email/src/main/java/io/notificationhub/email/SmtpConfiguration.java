package io.notificationhub.email;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorSender;
import jakarta.mail.Session;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "hub.email.vendor", havingValue = "smtp")
@EnableConfigurationProperties(SmtpProperties.class)
class SmtpConfiguration {

    @Bean
    Session mailSession(SmtpProperties properties) {
        return Session.getInstance(properties.forMail());
    }

    @Bean
    SmtpConnections smtpConnections(Session mailSession, SmtpProperties properties, Clock clock) {
        return new SmtpConnections(mailSession, properties, clock);
    }

    @Bean(destroyMethod = "dispose")
    Scheduler smtpThreads() {
        return Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor());
    }

    @Bean
    VendorSender smtp(
            Session mailSession,
            SmtpConnections smtpConnections,
            EmailProperties email,
            Scheduler smtpThreads,
            MeterRegistry metrics,
            Clock clock) {
        return new SmtpSender(
                mailSession,
                smtpConnections,
                email,
                smtpThreads,
                new VendorAlarm("smtp", SmtpReplies::needsPeople, metrics),
                clock);
    }
}
