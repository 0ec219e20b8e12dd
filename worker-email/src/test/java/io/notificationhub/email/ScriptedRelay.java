package io.notificationhub.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An SMTP relay that replies to a verb what it is told to; {@code CUT} closes the connection instead, {@code SILENCE} says nothing. {@code GREETING} and {@code .} (the
 * end of the data) count as verbs.
 */
final class ScriptedRelay implements AutoCloseable {
    static final String CUT = "CUT";
    static final String SILENCE = "SILENCE";

    private static final Map<String, String> USUAL = Map.of(
            "GREETING", "220 relay ready",
            "EHLO", "250 relay",
            "MAIL", "250 2.1.0 ok",
            "RCPT", "250 2.1.5 ok",
            "DATA", "354 go on",
            ".", "250 2.0.0 queued",
            "RSET", "250 2.0.0 ok",
            "NOOP", "250 2.0.0 ok",
            "QUIT", "221 2.0.0 bye");

    private final Map<String, String> replies = new ConcurrentHashMap<>(USUAL);
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ServerSocket server;

    ScriptedRelay() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    ScriptedRelay replies(String verb, String reply) {
        replies.put(verb, reply);
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    List<String> commands() {
        return List.copyOf(commands);
    }

    void dropConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        dropConnections();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void talk(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            if (!reply(socket, "GREETING")) {
                return;
            }
            boolean inData = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (inData && !line.equals(".")) {
                    continue;
                }
                commands.add(line);
                String verb = line.split("[ :]", 2)[0];
                if (!reply(socket, verb)) {
                    return;
                }
                inData = verb.equals("DATA") && replies.getOrDefault("DATA", "").startsWith("354");
            }
        } catch (IOException e) {
            // The client went away; what it got is what a test asserts.
        }
    }

    private boolean reply(Socket socket, String verb) throws IOException {
        String reply = replies.getOrDefault(verb, "502 5.5.2 unknown");
        if (reply.equals(CUT)) {
            return false;
        }
        if (reply.equals(SILENCE)) {
            return true;
        }
        OutputStream out = socket.getOutputStream();
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return true;
    }
}
