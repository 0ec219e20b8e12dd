package io.notificationhub.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Gives every service the same HTTP edge, clock and identifiers. */
@AutoConfiguration(before = {JacksonAutoConfiguration.class, ErrorWebFluxAutoConfiguration.class})
@EnableConfigurationProperties({WebProperties.class, ClockProperties.class})
public class WebAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock(ClockProperties properties) {
        Duration offset = properties.offset();
        if (!offset.isZero()) {
            LoggerFactory.getLogger(WebAutoConfiguration.class).warn("The clock is shifted by {}", offset);
        }
        return Clock.offset(Clock.systemUTC(), offset);
    }

    @Bean
    @ConditionalOnMissingBean
    RandomGenerator randomGenerator() {
        return new SecureRandom();
    }

    @Bean
    @ConditionalOnMissingBean
    Ids ids(Clock clock, RandomGenerator random) {
        return Ids.uuid7(clock, random);
    }

    @Bean
    StrictJson strictJson() {
        return new StrictJson();
    }

    /** After Boot's own, which would be in its place. Answers of other servers are not the hub's to refuse, so only bodies of requests. */
    @Bean
    @Order(1)
    WebFluxConfigurer requestsInUtf8(JsonMapper json) {
        return new WebFluxConfigurer() {
            @Override
            public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
                codecs.defaultCodecs().jacksonJsonDecoder(new Utf8JsonDecoder(json));
            }
        };
    }

    @Bean
    ProblemTranslation problemTranslation() {
        return new ProblemTranslation();
    }

    @Bean
    ProblemWriter problemWriter(
            List<ProblemTranslator> translators, JsonMapper json, Clock clock, MeterRegistry metrics) {
        return new ProblemWriter(translators, json, clock, metrics);
    }

    @Bean
    ProblemExceptionHandler problemExceptionHandler(ProblemWriter writer) {
        return new ProblemExceptionHandler(writer);
    }

    @Bean
    BodyLimitFilter bodyLimitFilter(WebProperties properties, MeterRegistry metrics) {
        BodyBudget budget =
                properties.bodyMemoryPercent() == 0 ? null : new BodyBudget(properties.bodyMemory(), metrics);
        return new BodyLimitFilter(properties, budget);
    }

    @Bean
    @ConditionalOnProperty(name = "hub.web.only-from-gateway", matchIfMissing = true)
    InnerDoor innerDoor(WebProperties properties, ApplicationContext service) {
        return new InnerDoor(properties, service);
    }

    @Bean
    RequestDeadline requestDeadline(WebProperties properties, MeterRegistry metrics) {
        return new RequestDeadline(properties.requestTimeout(), metrics);
    }

    @Bean
    ApiDocs apiDocs(@Value("${spring.application.name:}") String service, JsonMapper json) {
        return new ApiDocs(service, json);
    }

    /** For services with a database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {"org.springframework.dao.DataAccessResourceFailureException", "io.r2dbc.spi.R2dbcTransientException"
            })
    static class WithDatabase {

        @Bean
        StoreOutage storeOutage() {
            return new StoreOutage();
        }
    }
}
