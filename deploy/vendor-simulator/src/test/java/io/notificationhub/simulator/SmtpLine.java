package io.notificationhub.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A bare SMTP connection: says lines and hears replies. */
final class SmtpLine implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    SmtpLine(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.out = socket.getOutputStream();
        hear();
    }

    void say(String lines) throws IOException {
        out.write(lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** The next reply's last line; null once the connection is closed. */
    @Nullable
    String hear() throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return line;
    }

    @Nullable
    String ask(String command) throws IOException {
        say(command + "\n");
        return hear();
    }

    /** A whole mail; the reply to the command that decided it. */
    @Nullable
    String mail(String attemptId, String to) throws IOException {
        ask("EHLO test.local");
        ask("MAIL FROM:<hub@example.com>");
        String reply = ask("RCPT TO:<" + to + ">");
        if (reply == null || !reply.startsWith("250")) {
            return reply;
        }
        ask("DATA");
        return ask("Subject: Hello\nX-Attempt-Id: " + attemptId + "\n\nbody\n.");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
