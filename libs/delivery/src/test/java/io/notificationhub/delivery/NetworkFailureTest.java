package io.notificationhub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

class NetworkFailureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** TCP can't reach a group, so the connect fails at once on any machine. */
    private static final String NO_ROUTE = "224.0.0.1";
    /** No machine has this address (RFC 5737). */
    private static final String NOT_OURS = "203.0.113.1";

    @AutoClose("dispose")
    private final LoopResources loops = LoopResources.create("network-failure", 1, true);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNetworkThatCantBeReachedHasNoMessage(boolean nativeTransport) {
        assertThat(outcome(client(nativeTransport).host(NO_ROUTE).port(80))).isInstanceOf(Outcome.Transient.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereNoLocalPortIsFreeNothingIsSent(boolean nativeTransport) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            HttpClient client = client(nativeTransport)
                    .bindAddress(() -> new InetSocketAddress(NOT_OURS, 0))
                    .remoteAddress(server::getLocalSocketAddress);

            assertThat(outcome(client)).isInstanceOf(Outcome.Transient.class);
        }
        assertThat(NetworkFailure.classify(new IOException(new BindException("no free port"))))
                .isInstanceOf(Outcome.Transient.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aResetDuringTheCallIsAmbiguous(boolean nativeTransport) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> resetOnce(server));

            assertThat(outcome(client(nativeTransport).remoteAddress(server::getLocalSocketAddress)))
                    .isInstanceOf(Outcome.Ambiguous.class);
        }
        assertThat(NetworkFailure.classify(new SocketException("Connection reset")))
                .isInstanceOf(Outcome.Ambiguous.class);
    }

    /** What a client wraps around it says nothing to whoever reads the story. */
    @Test
    void theReasonNamesWhatHappened() {
        Outcome lost = NetworkFailure.classify(new IllegalStateException(new SocketException("reset by 10.0.0.1")));

        assertThat(lost)
                .isEqualTo(new Outcome.Ambiguous(
                        "NO_ANSWER", "The vendor may have it, but no answer came: SocketException"));
    }

    private static void resetOnce(ServerSocket server) {
        try (Socket socket = server.accept()) {
            int first = socket.getInputStream().read();
            assertThat(first).isEqualTo('P');
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private HttpClient client(boolean nativeTransport) {
        return HttpClient.create(ConnectionProvider.newConnection())
                .disableRetry(true)
                .runOn(loops, nativeTransport);
    }

    private static Outcome outcome(HttpClient client) {
        return client.post()
                .uri("/")
                .response()
                .<Outcome>map(answer -> new Outcome.Accepted("answered"))
                .onErrorResume(error -> Mono.just(NetworkFailure.classify(error)))
                .blockOptional(PATIENCE)
                .orElseThrow();
    }
}
