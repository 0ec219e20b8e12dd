package io.notificationhub.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.delivery.VendorSender;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EmailConfigurationTest {
    private final ApplicationContextRunner worker = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(Clock.class, Clock::systemUTC)
            .withUserConfiguration(EmailConfiguration.class);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hub.other=x | ses",
                "hub.email.vendor=SMTP | smtp",
                "hub.email.vendor=ses,smtp | ses,smtp",
                "hub.email.vendor=smtp,ses | smtp,ses"
            })
    void the_configured_vendors_stand_in_their_order(String setting, String expected) {
        worker.withPropertyValues(setting).run(context -> {
            assertThat(context.getBeanProvider(VendorSender.class).orderedStream())
                    .extracting(VendorSender::vendor)
                    .containsExactly(expected.split(",", -1));
            assertThat(context.getBean(EmailProperties.class).unsubscribeUrl())
                    .isEqualTo("http://127.0.0.1:8080/api/v1/unsubscribe/{token}");
        });
    }

    @Test
    void a_vendor_that_is_not_known_stops_the_start() {
        worker.withPropertyValues("hub.email.vendor=pigeon")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("pigeon"));
    }
}
