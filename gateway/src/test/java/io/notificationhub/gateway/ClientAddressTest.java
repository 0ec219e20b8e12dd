package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // connection from, X-Forwarded-For, the client's address
                "203.0.113.9, -, 203.0.113.9",
                "203.0.113.9, 6.6.6.6, 203.0.113.9",
                "10.1.2.3, -, 10.1.2.3",
                "10.1.2.3, 203.0.113.9, 203.0.113.9",
                "10.1.2.3, '6.6.6.6, 203.0.113.9', 203.0.113.9",
                "10.1.2.3, '6.6.6.6, 203.0.113.9, 10.9.9.9', 203.0.113.9",
                "10.1.2.3, '10.0.0.1, 10.0.0.2', 10.0.0.1",
                "10.1.2.3, 'localhost, 10.0.0.2', 10.0.0.2",
                "10.1.2.3, 'unknown', 10.1.2.3",
                "10.1.2.3, ', ,', 10.1.2.3",
                "fd00::1, 2001:db8::7, 2001:db8::7",
                "2001:db8::9, 6.6.6.6, 2001:db8::9",
            })
    void onlyATrustedProxyIsBelieved(String from, String forwardedFor, String expected) throws Exception {
        ClientAddress address = new ClientAddress(
                new EdgeProperties(1, Duration.ofSeconds(1), Duration.ofSeconds(1), List.of("10.0.0.0/8", "fd00::/8")));
        MockServerHttpRequest.BaseBuilder<?> request =
                MockServerHttpRequest.get("/").remoteAddress(new InetSocketAddress(InetAddress.getByName(from), 5000));
        if (forwardedFor != null) {
            request.header("X-Forwarded-For", forwardedFor);
        }

        assertThat(address.of(request.build())).isEqualTo(expected);
    }
}
