package io.notificationhub.sms;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SmsProperties.class, TwilioProperties.class, NhnSmsProperties.class})
@Import(SmsVendors.class)
class SmsConfiguration {}
