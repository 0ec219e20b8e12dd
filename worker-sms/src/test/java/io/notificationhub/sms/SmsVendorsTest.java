package io.notificationhub.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.delivery.VendorSender;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.reactive.function.client.WebClient;

class SmsVendorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"twilio | twilio", "nhn | nhn", "twilio,nhn | twilio,nhn", "nhn,twilio | nhn,twilio"})
    void the_configured_vendors_stand_in_their_order(String configured, String expected) {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("hub.sms.vendor=" + configured)
                .withBean(WebClient.Builder.class, WebClient::builder)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(Clock.class, Clock::systemUTC)
                .withUserConfiguration(SmsConfiguration.class)
                .run(context -> assertThat(
                                context.getBeanProvider(VendorSender.class).orderedStream())
                        .extracting(VendorSender::vendor)
                        .containsExactly(expected.split(",", -1)));
    }
}
