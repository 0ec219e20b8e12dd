package io.notificationhub.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;

/**
 * The parts of Spring Cloud Gateway that are used: its client, the two filters that call a service and write its answer, and the chain they
 * stand in. Its autoconfiguration is turned off: that would bring some eighty beans to start, and filters that copy every request's headers
 * several times.
 */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    @Bean
    HttpClientProperties httpClientProperties() {
        return new HttpClientProperties();
    }

    /** Time-outs are set here once instead of by the routing filter for each request; repeating is decided by {@link UpstreamCall} alone. */
    @Bean
    HttpClientFactory services(
            HttpClientProperties client, ServerProperties server, SslBundles bundles, UpstreamProperties upstreams) {
        HttpClientSslConfigurer ssl = new HttpClientSslConfigurer(client.getSsl(), server, bundles);
        return new HttpClientFactory(client, server, ssl, List.of()) {
            @Override
            protected HttpClient createInstance() {
                return super.createInstance()
                        .disableRetry(true)
                        .doOnChannelInit((observer, channel, remote) -> channel.pipeline()
                                .addAfter(NettyPipeline.HttpCodec, HeadersWithBody.NAME, new HeadersWithBody()))
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(upstreams.connectTimeout().toMillis()));
            }
        };
    }

    @Bean
    HubRoutes hubRoutes(
            HttpClient services,
            HttpClientProperties client,
            UpstreamProperties upstreams,
            MeterRegistry metrics,
            Environment environment) {
        FilteringWebHandler handler = new FilteringWebHandler(
                List.of(
                        new UpstreamCall(upstreams, metrics),
                        new NettyWriteResponseFilter(List.of(MediaType.TEXT_EVENT_STREAM), only()),
                        new ServiceCall(services, only(new AnswerHeaders(upstreams)), client, upstreams)),
                true);
        return new HubRoutes(handler, environment, upstreams);
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
}
