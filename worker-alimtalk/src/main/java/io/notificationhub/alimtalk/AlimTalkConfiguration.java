package io.notificationhub.alimtalk;

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
@EnableConfigurationProperties({AlimTalkProperties.class, WorkerProperties.class})
class AlimTalkConfiguration {

    @Bean
    AlimTalkQueries queries(
            AlimTalkProperties properties, WorkerProperties worker, WebClient.Builder http, Clock clock) {
        return new AlimTalkQueries(client(http, "nhn-queries", properties, worker), properties, clock);
    }

    @Bean
    VendorSender nhn(
            AlimTalkProperties properties,
            WorkerProperties worker,
            AlimTalkQueries queries,
            WebClient.Builder http,
            MeterRegistry metrics,
            Clock clock) {
        return new AlimTalkSender(
                client(http, "nhn", properties, worker),
                properties,
                queries,
                new VendorAlarm("nhn", AlimTalkResults::needsPeople, metrics),
                clock);
    }

    /** Questions have connections of their own, so that they take none from messages. */
    private static WebClient client(
            WebClient.Builder http, String pool, AlimTalkProperties properties, WorkerProperties worker) {
        return VendorHttp.client(
                http,
                pool,
                properties.baseUrl().toString(),
                properties.connections(),
                properties.connectTimeout(),
                worker.callTimeLimit());
    }
}
