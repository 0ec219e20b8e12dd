package io.notificationhub.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;

/** Sends bytes and reads what comes back until the connection ends. */
record RawHttp(int port) {

    /** A request without a body, on a connection that ends with it. */
    Reply request(String line, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(line).append("\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return send(request.append("\r\n").toString());
    }

    Reply send(String bytes) throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream().write(bytes.getBytes(UTF_8));
            return read(socket);
        }
    }

    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    static Reply read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                text.append(new String(buffer, 0, n, ISO_8859_1));
            }
        } catch (SocketException reset) {
            // What was read before counts.
        }
        return new Reply(text.toString());
    }

    /** What came back, empty if nothing did. */
    record Reply(String text) {
        int status() {
            return text.isEmpty() ? 0 : Integer.parseInt(text.substring(9, 12));
        }

        boolean isProblem(String code) {
            return text.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json")
                    && text.contains("\"code\":\"" + code + "\"");
        }
    }
}
