package io.notificationhub.dlqadmin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.notificationhub.web.HubHeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does for a browser what the gateway does: turns the token into a cookie and the cookie into the operator's name, and passes few headers on. */
final class StandInGateway implements AutoCloseable {
    static final String TOKEN = "local-admin";
    private static final String COOKIE = "hub_operator=";
    private static final List<String> PASSED_ON = List.of("Accept", "Accept-Language", "Content-Type");
    private static final Set<String> NOT_BACK = Set.of(":status", "content-length", "transfer-encoding", "connection");

    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final URI desk;

    private StandInGateway(HttpServer server, URI desk) {
        this.server = server;
        this.desk = desk;
    }

    static StandInGateway before(URI desk) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StandInGateway gateway = new StandInGateway(server, desk);
        server.setExecutor(gateway.threads);
        server.createContext("/console", gateway::handle);
        server.start();
        return gateway;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void endAllSessions() {
        sessions.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean reads = exchange.getRequestMethod().equals("GET");
            if (!reads && !"1".equals(exchange.getRequestHeaders().getFirst("X-Console"))) {
                exchange.sendResponseHeaders(403, -1);
            } else if (exchange.getRequestURI().getPath().equals("/console/session")) {
                session(exchange);
            } else if (!reads && !isSignedIn(exchange)) {
                refuse(exchange);
            } else {
                passOn(exchange);
            }
        }
    }

    private void session(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean signsIn = exchange.getRequestMethod().equals("POST");
        if (signsIn && !new String(body, StandardCharsets.UTF_8).equals("{\"token\":\"" + TOKEN + "\"}")) {
            refuse(exchange);
            return;
        }
        String session = signsIn ? UUID.randomUUID().toString() : "";
        if (signsIn) {
            sessions.add(session);
        }
        exchange.getResponseHeaders()
                .set(
                        "Set-Cookie",
                        COOKIE + session + "; Path=/console; HttpOnly; SameSite=Strict"
                                + (signsIn ? "" : "; Max-Age=0"));
        exchange.sendResponseHeaders(204, -1);
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        exchange.sendResponseHeaders(401, -1);
    }

    private void passOn(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(desk + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        PASSED_ON.forEach(name -> {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        });
        if (isSignedIn(exchange)) {
            request.header(HubHeaders.OPERATOR, "kim").header(HubHeaders.CLIENT_IP, "203.0.113.9");
        }
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!NOT_BACK.contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isSignedIn(HttpExchange exchange) {
        String cookies = exchange.getRequestHeaders().getFirst("Cookie");
        return cookies != null
                && List.of(cookies.split("; ", -1)).stream()
                        .filter(cookie -> cookie.startsWith(COOKIE))
                        .map(cookie -> cookie.substring(COOKIE.length()))
                        .anyMatch(sessions::contains);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
