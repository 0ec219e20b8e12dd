package io.notificationhub.email;

import io.notificationhub.delivery.worker.WorkerProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EmailProperties.class, SesProperties.class, SmtpProperties.class, WorkerProperties.class
})
@Import(EmailVendors.class)
class EmailConfiguration {}
