package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class PublicUrlTest {

    /** Vendors sign the address that the workers gave them. */
    @ParameterizedTest
    @CsvSource({
        "hub.other=x, http://127.0.0.1:8080",
        "HUB_GATEWAY_PORT=18080, http://127.0.0.1:18080",
        "HUB_PUBLIC_URL=https://hub.example, https://hub.example",
    })
    void callbacksAreExpectedWhereTheWorkersSendThem(String setting, String url) {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues(setting)
                .run(context -> assertThat(context.getEnvironment().getProperty("hub.gateway.webhooks.public-url"))
                        .isEqualTo(url));
    }
}
