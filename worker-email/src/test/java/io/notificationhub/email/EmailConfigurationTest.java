package io.notificationhub.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.delivery.VendorSender;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EmailConfigurationTest {
    @EnableConfigurationProperties(EmailProperties.class)
    private static final class Shared {}

    private final ApplicationContextRunner worker = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(Clock.class, Clock::systemUTC)
            .withUserConfiguration(Shared.class, SesConfiguration.class, SmtpConfiguration.class);

    @ParameterizedTest
    @CsvSource({"hub.other=x, ses", "hub.email.vendor=ses, ses", "hub.email.vendor=SMTP, smtp"})
    void exactly_one_vendor_is_chosen(String setting, String expected) {
        worker.withPropertyValues(setting).run(context -> {
            assertThat(context.getBean(VendorSender.class).vendor()).isEqualTo(expected);
            assertThat(context.getBean(EmailProperties.class).unsubscribeUrl())
                    .isEqualTo("http://127.0.0.1:8080/api/v1/unsubscribe/{attemptId}");
        });
    }

    @Test
    void a_vendor_that_is_not_known_stops_the_start() {
        worker.withPropertyValues("hub.email.vendor=pigeon")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("pigeon"));
    }
}
