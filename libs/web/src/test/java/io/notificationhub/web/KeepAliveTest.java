package io.notificationhub.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A connection that is kept alive is read on after any sequence of answers. Reactor Netty 1.3.7 stopped reading it when a request that had come during the
 * answer before was answered at once (reactor-netty issue 4361), and whoever used it next, such as the gateway for anybody, waited for nothing.
 */
class KeepAliveTest extends EdgeTest {

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/later"})
    void whatIsAskedNextIsAnswered(String second) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));

            ask(socket, "/later", second);
            assertThat(status(in)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(status(in)).startsWith("HTTP/1.1 ");
            ask(socket, "/later");

            assertThat(status(in)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static void ask(Socket socket, String... paths) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String path : paths) {
            requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: hub\r\n\r\n");
        }
        socket.getOutputStream().write(requests.toString().getBytes(US_ASCII));
    }

    /** Of the next answer, whose body is read as well. */
    private static String status(BufferedReader in) throws IOException {
        String status = String.valueOf(in.readLine());
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        while (length-- > 0) {
            in.read();
        }
        return status;
    }
}
