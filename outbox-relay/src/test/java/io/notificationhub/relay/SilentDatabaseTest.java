package io.notificationhub.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SilentDatabaseTest {

    @Test
    void connectionsThatNobodyGreetsAreGivenUpAndClosed() throws IOException {
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger open = new AtomicInteger();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Future<?> _ = threads.submit(() -> {
                while (true) {
                    Socket connection = server.accept();
                    accepted.incrementAndGet();
                    open.incrementAndGet();
                    Future<?> _ = threads.submit(() -> swallow(connection, open));
                }
            });
            try (RunningRelay relay = RunningRelay.ofIntake(
                    "hub.relay.database.port=" + server.getLocalPort(),
                    "hub.relay.database.connect-timeout=100ms",
                    "hub.relay.reconnect-after=20ms")) {
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(accepted).hasValueGreaterThan(8));
                assertThat(open).hasValueLessThanOrEqualTo(2);
                assertThat(relay.counter("hub.outbox.interruptions", "intake")).isGreaterThan(5);
            }
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(open).hasValue(0));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void swallow(Socket connection, AtomicInteger open) {
        try (connection) {
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException e) {
            // A reset is an end, too.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.decrementAndGet();
        }
    }
}
