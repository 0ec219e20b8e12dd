package io.notificationhub.alimtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.delivery.VendorSender;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.reactive.function.client.WebClient;

class AlimTalkConfigurationTest {

    @Test
    void the_shipped_settings_make_a_sender_with_a_default_template() {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withBean(WebClient.Builder.class, WebClient::builder)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(Clock.class, Clock::systemUTC)
                .withUserConfiguration(AlimTalkConfiguration.class)
                .run(context -> {
                    assertThat(context.getBean(VendorSender.class).vendor()).isEqualTo("nhn");
                    assertThat(context.getBean(AlimTalkProperties.class).defaultTemplate())
                            .isEqualTo("local-default");
                });
    }
}
