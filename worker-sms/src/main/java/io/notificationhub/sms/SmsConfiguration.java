package io.notificationhub.sms;

import io.notificationhub.delivery.worker.WorkerProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    SmsProperties.class,
    TwilioProperties.class,
    NhnSmsProperties.class,
    WorkerProperties.class
})
@Import(SmsVendors.class)
class SmsConfiguration {}
