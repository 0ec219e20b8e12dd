package io.notificationhub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Bodies that hurt whoever parses them, through the real gateway to every service that reads one: each is a 400 or 415 that tells nothing. */
class BadInputIT {
    private static final String GOOD =
            "{\"recipientId\":\"bad-input\",\"kind\":\"SERVICE\",\"title\":\"t\",\"body\":\"%s\",\"addresses\":{\"EMAIL\":\"a@example.com\"}}";

    private static final List<String> DOORS = List.of(
            "POST /api/v1/notifications",
            "POST /api/v1/notifications/batch",
            "PUT /api/v1/users/bad-input",
            "PUT /api/v1/users/bad-input/preferences",
            "POST /api/v1/devices",
            "POST /api/v1/templates",
            "POST /api/v1/admin/dlq/bulk-replay",
            "POST /api/v1/admin/dlq/01981d3c-7b2a-7c3e-9a41-3f2b8c1d4e5f/discard");

    @TestFactory
    Stream<DynamicTest> noBodyGetsFurtherThanItsReader() throws IOException {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("arrays in arrays", bytes("[".repeat(50_000)));
        bodies.put("objects in objects", bytes("{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000)));
        bodies.put("a deep value in a field", bytes("{\"recipientId\":" + "[".repeat(200) + "]".repeat(200) + "}"));
        bodies.put("half a character", GOOD.formatted("\u00ed\u0095").getBytes(StandardCharsets.ISO_8859_1));
        bodies.put("a slash in two bytes", GOOD.formatted("\u00c0\u00af").getBytes(StandardCharsets.ISO_8859_1));
        bodies.put("another alphabet", GOOD.formatted("\u00fc").getBytes(StandardCharsets.ISO_8859_1));
        bodies.put("zip instead of text", zipped(GOOD));
        bodies.put("nothing", new byte[0]);
        bodies.put("a text", bytes("\"text\""));
        bodies.put(
                "twice the same name",
                bytes("{\"confirm\":false,\"confirm\":true,\"token\":1,\"token\":2,\"key\":1,\"key\":2}"));
        List<DynamicTest> tests = new ArrayList<>();
        for (String door : DOORS) {
            bodies.forEach((name, body) -> tests.add(DynamicTest.dynamicTest(
                    door + ": " + name,
                    () -> isRefused(send(door, "application/json", body), 400, "INVALID_REQUEST"))));
            tests.add(DynamicTest.dynamicTest(
                    door + ": another type",
                    () -> isRefused(send(door, "application/xml", bytes("<a/>")), 415, "UNSUPPORTED_MEDIA_TYPE")));
        }
        return tests.stream();
    }

    private static void isRefused(String reply, int status, String code) {
        assertThat(reply).startsWith("HTTP/1.1 " + status + " ").contains("\"code\":\"" + code + "\"");
        assertThat(reply).containsIgnoringCase("content-type: application/problem+json");
        assertThat(reply).doesNotContain("Exception", "\\tat ", "java.", "jackson", "springframework");
    }

    private static String send(String door, String type, byte[] body) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), RunningHub.get().port(8080))) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(bytes(door + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Api-Key: local-producer\r\n"
                            + "X-Admin-Token: local-admin\r\nIdempotency-Key: bad-" + System.nanoTime()
                            + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n\r\n"));
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes(text));
        }
        return out.toByteArray();
    }
}
