package io.notificationhub.dlqadmin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.notificationhub.web.HubHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Tells operators one story, and one recipient's notifications, as intake does. Asked for the recipient "away" it is. */
final class StandInIntake {
    private static final String PATH = "/api/v1/admin/notifications";
    private static final String ID = "00000000-0000-0007-0000-000000000007";
    private static final String STORY = """
            {"notificationId":"00000000-0000-0007-0000-000000000007","recipientId":"somebody","kind":"SERVICE","status":"COMPLETED",
             "title":"Your parcel","createdAt":"2025-01-31T15:00:00Z","template":{"key":"order-shipped","locale":"ko-kr","revision":3},
             "decisions":[{"channel":"SMS","decision":"DISPATCHED"},{"channel":"PUSH","decision":"EXCLUDED","reason":"QUIET_HOURS"}],
             "attempts":[{"attemptId":"0190a000-0000-7000-8000-000000000000","channel":"SMS","addressMasked":"+8***78","status":"EXHAUSTED",
              "retryCount":4,"vendor":"twilio","errorClass":"TRANSIENT","failureReason":"Unreachable","receipt":"NONE",
              "createdAt":"2025-01-31T15:00:00Z","tries":[{"round":1,"at":"2025-01-31T15:00:01Z","outcome":"FAILED","vendorCode":"30003"}]}]}
            """;
    private static final String LIST = """
            {"items":[{"notificationId":"00000000-0000-0007-0000-000000000007","title":"Your parcel","kind":"SERVICE","status":"COMPLETED",
             "createdAt":"2025-01-31T15:00:00Z","channels":["SMS"]}]}
            """;
    private static final String NONE = "{\"items\":[]}";

    private StandInIntake() {}

    /** Its address; it stays there as long as the JVM. */
    static String url() {
        return Started.URL;
    }

    private static final class Started {
        static final String URL = start();

        private static String start() {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext(PATH, StandInIntake::answer);
                server.start();
                return "http://127.0.0.1:" + server.getAddress().getPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestURI().toString();
        if (exchange.getRequestHeaders().getFirst(HubHeaders.OPERATOR) == null) {
            send(exchange, 401, "");
        } else if (asked.equals(PATH + "/" + ID)) {
            send(exchange, 200, STORY);
        } else if (asked.equals(PATH + "?recipientId=somebody")) {
            send(exchange, 200, LIST);
        } else if (asked.equals(PATH + "?recipientId=away")) {
            send(exchange, 503, "");
        } else {
            send(exchange, asked.startsWith(PATH + "?") ? 200 : 404, NONE);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
