package io.notificationhub.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import reactor.netty.http.client.HttpClient;

/**
 * The parts of Spring Cloud Gateway that are used: the two filters that call a service and write its answer, with one filter of headers. The
 * others, which {@code application.yml} turns off, would copy every request's headers several times.
 */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    @Bean
    RoutePredicateHandlerMapping hubRoutes(
            FilteringWebHandler handler,
            RouteLocator routes,
            GlobalCorsProperties cors,
            Environment environment,
            UpstreamProperties properties) {
        return new HubRoutes(handler, routes, cors, environment, properties);
    }

    @Bean
    UpstreamCall upstreamCall(UpstreamProperties properties, MeterRegistry metrics) {
        return new UpstreamCall(properties, metrics);
    }

    @Bean
    NettyRoutingFilter callService(HttpClient client, HttpClientProperties unused, UpstreamProperties properties) {
        return new NettyRoutingFilter(client, only(new AnswerHeaders(properties)), unused);
    }

    @Bean
    NettyWriteResponseFilter writeAnswer() {
        return new NettyWriteResponseFilter(List.of(MediaType.TEXT_EVENT_STREAM), only());
    }

    private static ObjectProvider<List<HttpHeadersFilter>> only(HttpHeadersFilter... filters) {
        List<HttpHeadersFilter> list = List.of(filters);
        return new ObjectProvider<>() {
            @Override
            public List<HttpHeadersFilter> getObject() {
                return list;
            }
        };
    }

    /** Time-outs are set here once instead of by the routing filter for each request; repeating is decided by {@link UpstreamCall} alone. */
    @Bean
    HttpClientCustomizer httpClient(UpstreamProperties properties) {
        return client -> client.disableRetry(true)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(properties.connectTimeout().toMillis()))
                .responseTimeout(properties.responseTimeout());
    }
}
