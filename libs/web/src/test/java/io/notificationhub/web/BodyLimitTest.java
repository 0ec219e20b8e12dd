package io.notificationhub.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;

@ExtendWith(OutputCaptureExtension.class)
class BodyLimitTest extends EdgeTest {
    private static final int KB = 1024;

    @ParameterizedTest
    @CsvSource({"256, false", "256, true", "8192, false", "8192, true"})
    void aBodyAtTheLimitIsTaken(int kilobytes, boolean chunked) {
        String path = kilobytes > 256 ? "/things/batch" : "/things";
        String thing = "{\"name\": \"a\", \"count\": 1}";
        String body = thing + " ".repeat(kilobytes * KB - thing.length());
        byte[] bytes = body.getBytes(UTF_8);

        var request = web.post().uri(path).contentType(MediaType.APPLICATION_JSON);
        var answer = chunked
                ? request.body(
                                Flux.range(0, kilobytes)
                                        .map(i -> DefaultDataBufferFactory.sharedInstance.wrap(
                                                java.util.Arrays.copyOfRange(bytes, i * KB, (i + 1) * KB))),
                                DataBuffer.class)
                        .exchange()
                : request.bodyValue(bytes).exchange();

        answer.expectStatus().isOk();
    }

    @ParameterizedTest
    @CsvSource({
        "/things, 262145",
        "/things, 99999999999",
        "/things/batch, 8388609",
        "/callers/producer, 262145",
    })
    void aBodyThatIsDeclaredTooLargeIsRefusedBeforeItIsSent(String path, long bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: " + bytes + "\r\n\r\n")
                            .getBytes(US_ASCII));

            assertRefused(socket);
        }
    }

    @ParameterizedTest
    @CsvSource({"/things, 256", "/things/batch, 8192"})
    void aBodyThatGrowsTooLargeIsRefusedWhileItIsSent(String path, int kilobytes, CapturedOutput log)
            throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n")
                    .getBytes(US_ASCII));
            byte[] chunk = ("400\r\n" + " ".repeat(KB) + "\r\n").getBytes(US_ASCII);
            for (int i = 0; i < kilobytes; i++) {
                out.write(chunk);
            }
            // One byte more, and no end in sight.
            out.write("1\r\n \r\n".getBytes(US_ASCII));

            assertRefused(socket);
            assertThat(log).doesNotContain("IllegalReferenceCountException");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void assertRefused(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[4 * KB];
        while (!answer.toString().contains("}")) {
            int read = in.read(buffer);
            assertThat(read).as("the answer ended: %s", answer).isPositive();
            answer.append(new String(buffer, 0, read, UTF_8));
        }
        assertThat(answer.toString()).startsWith("HTTP/1.1 413 ").contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
        assertThat(answer.toString().toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
    }
}
