package io.notificationhub.alimtalk;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorHttp;
import io.notificationhub.delivery.VendorSender;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlimTalkProperties.class)
class AlimTalkConfiguration {

    @Bean
    VendorSender nhn(AlimTalkProperties properties, WebClient.Builder http, MeterRegistry metrics, Clock clock) {
        return new AlimTalkSender(
                VendorHttp.client(
                        http,
                        "nhn",
                        properties.baseUrl().toString(),
                        properties.connections(),
                        properties.connectTimeout()),
                properties,
                new VendorAlarm("nhn", AlimTalkResults::needsPeople, metrics),
                clock);
    }
}
