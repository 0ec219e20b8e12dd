package io.notificationhub.push;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorHttp;
import io.notificationhub.delivery.VendorSender;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FcmProperties.class)
class FcmConfiguration {

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService tokenRefresh() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    @Bean
    AccessTokens accessTokens(FcmProperties properties, ExecutorService tokenRefresh) {
        AccessTokens tokens =
                new AccessTokens(ServiceAccount.read(properties), tokenRefresh, properties.tokenTimeout());
        tokens.fetchAhead();
        return tokens;
    }

    @Bean
    VendorSender fcm(
            FcmProperties properties,
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
                        properties.connectTimeout()),
                properties.project(),
                tokens,
                new VendorAlarm("fcm", FcmErrors::needsPeople, metrics),
                clock);
    }
}
