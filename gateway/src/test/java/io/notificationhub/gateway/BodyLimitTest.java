package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

class BodyLimitTest extends GatewayTest {
    private static final int KB = 1024;

    @ParameterizedTest
    @CsvSource({
        "/api/v1/notifications, 256, false, 200",
        "/api/v1/notifications, 256, true, 200",
        "/api/v1/notifications, 257, false, 413",
        "/api/v1/notifications, 257, true, 413",
        "/api/v1/notifications, 20000, true, 413",
        "/api/v1/notifications/batch, 8192, false, 200",
        "/api/v1/notifications/batch, 8192, true, 200",
        "/api/v1/notifications/batch, 8193, false, 413",
        "/api/v1/notifications/batch, 8193, true, 413",
        "/api/v1/deliveries/1/ack, 257, false, 413",
        "/api/v1/deliveries/1/ack, 257, true, 413",
    })
    void aBodyMayHaveSoManyKilobytesDeclaredOrNot(String path, int kilobytes, boolean chunked, int status)
            throws Exception {
        WebTestClient.ResponseSpec answer = post(path, kilobytes, chunked);

        answer.expectStatus().isEqualTo(status);
        if (status == HttpStatus.CONTENT_TOO_LARGE.value()) {
            answer.expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("PAYLOAD_TOO_LARGE");
            assertThat(INTAKE.all()).isEmpty();
        } else {
            assertThat(INTAKE.only().bytes()).hasSize(kilobytes * KB);
        }
    }

    @Test
    void aStrangerIsRefusedBeforeTheSizeIsLookedAt() throws Exception {
        RawHttp.Reply reply = raw().request("POST /api/v1/notifications HTTP/1.1", "Content-Length: 99999999");

        assertThat(reply.isProblem("UNAUTHORIZED")).as(reply.text()).isTrue();
    }

    private WebTestClient.ResponseSpec post(String path, int kilobytes, boolean chunked) {
        WebTestClient.RequestBodySpec request =
                client().post().uri(path).header("X-Api-Key", KEY).contentType(MediaType.APPLICATION_JSON);
        byte[] kilobyte = " ".repeat(KB).getBytes(StandardCharsets.US_ASCII);
        if (!chunked) {
            return request.bodyValue(" ".repeat(kilobytes * KB)).exchange();
        }
        List<DataBuffer> parts = Flux.range(0, kilobytes)
                .<DataBuffer>map(i -> DefaultDataBufferFactory.sharedInstance.wrap(kilobyte))
                .collectList()
                .blockOptional()
                .orElseThrow();
        return request.body(Flux.fromIterable(parts), DataBuffer.class).exchange();
    }
}
