package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

class ReadinessTest extends GatewayTest {
    @LocalManagementPort
    int managementPort;

    @Test
    void theGatewayIsReadyWithoutRedisAndSaysSoOnItsManagementPortOnly() throws Exception {
        String readiness = "GET /actuator/health/readiness HTTP/1.1";

        assertThat(new RawHttp(managementPort).request(readiness).status()).isEqualTo(200);
        assertThat(raw().request(readiness).status()).isEqualTo(404);
        assertThat(new RawHttp(managementPort)
                        .request("GET /api/v1/users/u HTTP/1.1", "X-Api-Key: " + KEY)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void requestsAreCountedByPathAndOutcomeAndNeverByWhatAClientMakesUp() throws Exception {
        raw().request("GET /api/v1/users/u HTTP/1.1", "X-Api-Key: " + KEY);
        raw().request("GET /made/up HTTP/1.1");
        raw().request("BREW /api/v1/users/u HTTP/1.1");

        String metrics = new RawHttp(managementPort)
                .request("GET /actuator/prometheus HTTP/1.1")
                .text();

        assertThat(metrics)
                .contains(
                        "http_server_requests_seconds_count{method=\"GET\",outcome=\"SUCCESS\",status=\"200\",uri=\"/api/v1/users/**\"}")
                .contains(
                        "http_server_requests_seconds_count{method=\"OTHER\",outcome=\"CLIENT_ERROR\",status=\"404\",uri=\"UNKNOWN\"}")
                .contains("method=\"OTHER\",outcome=\"CLIENT_ERROR\",status=\"405\",uri=\"/api/v1/users/**\"")
                .doesNotContain("made", "BREW");
    }
}
