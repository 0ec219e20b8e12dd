package io.notificationhub.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.delivery.VendorSender;
import io.notificationhub.testkit.ScriptedVendor;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.reactive.function.client.WebClient;

class FcmConfigurationTest {
    private final ApplicationContextRunner worker = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withBean(WebClient.Builder.class, WebClient::builder)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(Clock.class, Clock::systemUTC)
            .withUserConfiguration(FcmConfiguration.class);

    @Test
    void the_shipped_settings_make_a_sender_that_fetches_its_token_ahead() {
        try (ScriptedVendor vendor = ScriptedVendor.start()) {
            worker.withPropertyValues(
                            "hub.simulator-url=" + vendor.baseUrl(), "hub.fcm.credentials=" + ServiceAccountKeys.json())
                    .run(context -> {
                        assertThat(context.getBean(VendorSender.class).vendor()).isEqualTo("fcm");
                        Awaitility.await()
                                .atMost(Duration.ofSeconds(20))
                                .untilAsserted(() ->
                                        assertThat(vendor.received("/token")).hasSize(1));
                    });
        }
    }

    @Test
    void without_credentials_it_does_not_start_against_google() {
        worker.withPropertyValues("hub.fcm.token-uri=https://oauth2.googleapis.com/token")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("hub.fcm.credentials"));
    }
}
