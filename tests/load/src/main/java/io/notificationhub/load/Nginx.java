package io.notificationhub.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An nginx of its own, with a configuration of ours. */
final class Nginx implements AutoCloseable {
    private final Process process;

    private Nginx(Process process) {
        this.process = process;
    }

    /** Starts one and waits until it answers at that port. */
    static Nginx start(String program, Path folder, int port, String http) throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder).toAbsolutePath();
        Path configuration = Files.writeString(home.resolve("nginx.conf"), configuration(home, http));
        Process process = new ProcessBuilder(program, "-p", home.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.log").toFile())
                .start();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!answers(port)) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                process.destroy();
                throw new IllegalStateException(
                        "nginx does not start: " + Files.readString(home.resolve("output.log")));
            }
        }
        return new Nginx(process);
    }

    private static String configuration(Path home, String http) {
        return """
            daemon off;
            worker_processes 1;
            pid %1$s/pid;
            error_log %1$s/error.log;
            events { worker_connections 1024; }
            http {
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              keepalive_requests 1000000000;
            %2$s
            }
            """.formatted(home, http);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** With its workers. */
    ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
