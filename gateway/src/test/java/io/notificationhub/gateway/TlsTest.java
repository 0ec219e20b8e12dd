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
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", CERTIFICATE.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        for (int i = 0; i < 2; i++) {
            try (SSLSocket socket =
                    (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write(("GET /api/v1/users/u HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Api-Key: " + KEY
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(RawHttp.read(socket).status()).isEqualTo(200);
            }
        }

        assertThat(raw().request("GET /api/v1/users/u HTTP/1.1", "X-Api-Key: " + KEY)
                        .text())
                .doesNotContain("HTTP/1.1 200");
    }
}
