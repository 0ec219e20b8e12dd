package io.notificationhub.email;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EmailProperties.class, SesProperties.class, SmtpProperties.class})
@Import(EmailVendors.class)
class EmailConfiguration {}
