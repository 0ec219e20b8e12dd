package io.notificationhub.push;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorHttp;
import io.notificationhub.delivery.VendorSender;
import io.notificationhub.delivery.worker.WorkerProperties;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FcmProperties.class, WorkerProperties.class})
class FcmConfiguration {

    @Bean
    AccessTokens accessTokens(FcmProperties properties) {
        Thread.Builder threads = Thread.ofVirtual().name("fcm-token-", 0);
        AccessTokens tokens =
                new AccessTokens(ServiceAccount.read(properties), threads::start, properties.tokenTimeout());
        tokens.fetchAhead();
        return tokens;
    }

    @Bean
    VendorSender fcm(
            FcmProperties properties,
            WorkerProperties worker,
            AccessTokens tokens,
            WebClient.Builder http,
            MeterRegistry metrics,
            Clock clock) {
        return new FcmSender(
                VendorHttp.client(
                        http,
                        "fcm",
                        properties.baseUrl().toString(),
                        properties.connections(),
                        properties.connectTimeout(),
                        worker.callTimeLimit()),
                properties.project(),
                tokens,
                new VendorAlarm("fcm", FcmErrors::needsPeople, metrics),
                clock);
    }
}
