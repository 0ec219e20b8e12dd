package io.notificationhub.gateway;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * A test through the real gateway, with real connections on both of its sides. There is no Redis: whatever these tests show holds while Redis is
 * down.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "spring.data.redis.port=1",
            "hub.web.inner-secret=" + GatewayTest.INNER_SECRET,
            "hub.gateway.upstreams.intake=${test.intake}",
            "hub.gateway.upstreams.preference=${test.preference}",
            "hub.gateway.upstreams.template=${test.template}",
            "hub.gateway.upstreams.dlq-admin=${test.dlq-admin}",
            "hub.gateway.operators.per-minute=100000",
            "hub.gateway.upstreams.breaker-window=1000",
            "hub.gateway.upstreams.breaker-minimum=1000",
            "hub.gateway.webhooks.secrets.fcm=new-secret,old-secret",
            "hub.gateway.webhooks.secrets.ses="
        })
abstract class GatewayTest {
    static final String KEY = "local-producer";
    static final String TOKEN = "local-admin";
    static final String INNER_SECRET = "the hub's own";

    static final EchoService INTAKE = new EchoService();
    static final EchoService PREFERENCE = new EchoService();
    static final EchoService TEMPLATE = new EchoService();
    static final EchoService DLQ_ADMIN = new EchoService();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("test.intake", INTAKE::url);
        registry.add("test.preference", PREFERENCE::url);
        registry.add("test.template", TEMPLATE::url);
        registry.add("test.dlq-admin", DLQ_ADMIN::url);
    }

    @BeforeEach
    void forget() {
        for (EchoService service : new EchoService[] {INTAKE, PREFERENCE, TEMPLATE, DLQ_ADMIN}) {
            service.forget();
        }
    }

    WebTestClient client() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
                .build();
    }

    /** Bytes of our own making, for what no client library would send. */
    RawHttp raw() {
        return new RawHttp(port);
    }
}
