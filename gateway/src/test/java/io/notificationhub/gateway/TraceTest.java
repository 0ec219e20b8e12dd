package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.gateway.EchoService.Got;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest extends GatewayTest {
    private static final String GOOD = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void aTraceGoesOn() throws Exception {
        RawHttp.Reply reply = call("traceparent: " + GOOD, "tracestate: vendor=1", "X-Request-Id: order-77.a_b");

        Got got = INTAKE.only();
        assertThat(got.header("traceparent")).isEqualTo(GOOD);
        assertThat(got.header("tracestate")).isEqualTo("vendor=1");
        assertThat(got.header("X-Request-Id")).isEqualTo("order-77.a_b");
        assertThat(reply.text()).containsIgnoringCase("x-request-id: order-77.a_b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void aMalformedOneIsReplacedByANewTrace(String traceparent) throws Exception {
        call("traceparent: " + traceparent, "tracestate: vendor=1");

        Got got = INTAKE.only();
        assertThat(got.headers().getAll("traceparent"))
                .singleElement()
                .asString()
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(got.header("traceparent")).isNotEqualTo(traceparent);
        assertThat(got.header("tracestate")).isNull();
        assertThat(got.header("traceparent")).contains(got.header("X-Request-Id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "has space", "semi;colon", "<script>", "xé", "${jndi:ldap}"})
    void aRequestIdThatCouldHarmALogIsReplaced(String id) throws Exception {
        call("X-Request-Id: " + id);

        assertThat(INTAKE.only().header("X-Request-Id")).matches("[0-9a-f]{32}");
    }

    @Test
    void anEndlessRequestIdIsReplaced() throws Exception {
        call("X-Request-Id: " + "a".repeat(129));

        assertThat(INTAKE.only().header("X-Request-Id")).matches("[0-9a-f]{32}");
    }

    @Test
    void everyRequestHasItsOwnTrace() throws Exception {
        call();
        String first = INTAKE.only().header("traceparent");
        call();

        assertThat(INTAKE.only().header("traceparent")).isNotEqualTo(first);
    }

    @Test
    void aRefusalNamesItsTrace() throws Exception {
        RawHttp.Reply mine = raw().request("GET /nowhere HTTP/1.1", "traceparent: " + GOOD);
        RawHttp.Reply made = raw().request("GET /nowhere HTTP/1.1");

        assertThat(mine.text()).contains("\"traceId\":\"0af7651916cd43dd8448eb211c80319c\"");
        assertThat(made.text()).containsPattern("\"traceId\":\"[0-9a-f]{32}\"");
    }

    private RawHttp.Reply call(String... headers) throws Exception {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 1, headers.length);
        all[0] = "X-Api-Key: " + KEY;
        return raw().request("GET /api/v1/notifications/1 HTTP/1.1", all);
    }
}
