package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class TlsTest extends GatewayTest {
    private static final TestCertificate CERTIFICATE = TestCertificate.make();

    @DynamicPropertySource
    static void certificate(DynamicPropertyRegistry registry) {
        registry.add("server.ssl.key-store", () -> CERTIFICATE.store().toUri().toString());
        registry.add("server.ssl.key-store-password", () -> TestCertificate.PASSWORD);
    }

    @Test
    void theGatewaySpeaksTlsWhereItIsConfiguredAndNothingElse() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(send("GET /api/v1/users/u HTTP/1.1\r\nX-Api-Key: " + KEY, "")
                            .status())
                    .isEqualTo(200);
        }

        assertThat(raw().request("GET /api/v1/users/u HTTP/1.1", "X-Api-Key: " + KEY)
                        .text())
                .doesNotContain("HTTP/1.1 200");
    }

    @Test
    void aSessionThatBeganByTlsStaysWithIt() throws Exception {
        assertThat(send(
                                "POST /console/session HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded",
                                "token=" + TOKEN)
                        .text())
                .containsPattern("(?i)set-cookie: hub_operator=.*; secure");
    }

    private RawHttp.Reply send(String head, String body) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", CERTIFICATE.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        try (SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((head + "\r\nHost: h\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                    + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return RawHttp.read(socket);
        }
    }
}
