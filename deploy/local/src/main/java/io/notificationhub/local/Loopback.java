package io.notificationhub.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of 127.0.0.1. */
final class Loopback {
    static final String HOST = "127.0.0.1";

    /** Below the range from which systems take the ports of outgoing connections, so that a free one stays free. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;

    private Loopback() {}

    static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address(port), 1);
        } catch (IOException e) {
            return false;
        }
        // A server on the wildcard address doesn't conflict everywhere; then it answers here.
        return !accepts(port);
    }

    static int freePort() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (free(port)) {
                return port;
            }
        }
        throw new StartFailure("Found no free port between " + FIRST + " and " + LAST + " on " + HOST + ".");
    }

    static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(address(port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** True if what listens on the port answers the request with bytes that begin as expected. */
    static boolean answers(int port, byte[] request, byte[] expected) {
        return answersAfter(port, request, 0, expected);
    }

    /** The same, leaving out some bytes at the beginning of the answer. */
    static boolean answersAfter(int port, byte[] request, int skipped, byte[] expected) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(500);
            socket.connect(address(port), 200);
            socket.getOutputStream().write(request);
            socket.getInputStream().readNBytes(skipped);
            return Arrays.equals(socket.getInputStream().readNBytes(expected.length), expected);
        } catch (IOException e) {
            return false;
        }
    }

    static InetAddress address() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(address(), port);
    }
}
