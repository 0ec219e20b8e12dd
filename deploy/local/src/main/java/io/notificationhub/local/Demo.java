package io.notificationhub.local;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** {@code hub demo}: one recipient, one notification, all the vendors, and the same key again. */
final class Demo {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Ports ports;
    private final PrintStream out;
    private final RandomGenerator random = new SecureRandom();

    Demo(Ports ports, PrintStream out) {
        this.ports = ports;
        this.out = out;
    }

    /** Returns 0 if every channel that was to be used reached its vendor. */
    int run() throws InterruptedException {
        try (HubClient hub = new HubClient(ports);
                PublishedTimes published = PublishedTimes.from(Loopback.HOST + ":" + ports.of("kafka"))) {
            String recipient = register(hub);
            String key = "demo-" + hex(6);
            Map<String, Object> notification = new LinkedHashMap<>();
            notification.put("recipientId", recipient);
            notification.put("kind", "SECURITY");
            notification.put("title", "Sign-in from a new device");
            notification.put("body", "Was this you? Code 482913.");

            HubClient.Answer accepted = send(hub, key, notification);
            out.println("POST /api/v1/notifications  Idempotency-Key: " + key + "  -> " + accepted.status());
            out.println("  " + accepted.body());
            if (!accepted.ok()) {
                return 1;
            }
            String id = accepted.body().path("notificationId").asString();
            boolean complete = awaitResults(hub, id);
            JsonNode story = expectOk(hub.get("/api/v1/notifications/" + id), "GET");
            out.println();
            Timeline timeline = new Timeline(story, attempt -> hub.vendorMessages(attempt), published.seenFor(story));
            timeline.rows().forEach(out::println);
            out.println();

            HubClient.Answer again = send(hub, key, notification);
            out.println("The same key again  -> " + again.status() + " "
                    + again.body().path("code").asString(""));
            out.println("  " + again.body());
            boolean refused = again.status() == 409
                    && again.body().path("notificationId").asString("").equals(id);
            return complete && timeline.allReachedTheirVendor() && refused ? 0 : 1;
        }
    }

    private String register(HubClient hub) throws InterruptedException {
        String recipient = "demo-" + hex(4);
        String phone = String.format(Locale.ROOT, "+8210%07d1", random.nextInt(10_000_000));
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("email", recipient + "@example.com");
        profile.put("phone", phone);
        profile.put("kakaoPhone", phone);
        profile.put("locale", "ko-kr");
        profile.put("timezone", "Asia/Seoul");
        expectOk(hub.put("/api/v1/users/" + recipient, profile), "PUT /api/v1/users");
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("recipientId", recipient);
        device.put("platform", "ANDROID");
        device.put("token", "demo-device-" + hex(24));
        expectOk(hub.post("/api/v1/devices", device, Map.of()), "POST /api/v1/devices");
        out.println("Registered " + recipient + " with an e-mail address, a phone number and a device.");
        return recipient;
    }

    private static HubClient.Answer send(HubClient hub, String key, Map<String, Object> notification)
            throws InterruptedException {
        return hub.post("/api/v1/notifications", notification, Map.of("Idempotency-Key", key));
    }

    /** Waits until no attempt is pending; false if that takes too long. */
    private static boolean awaitResults(HubClient hub, String id) throws InterruptedException {
        Deadline deadline = Deadline.after(PATIENCE);
        while (true) {
            JsonNode story = expectOk(hub.get("/api/v1/notifications/" + id), "GET /api/v1/notifications");
            List<String> states = story.path("attempts")
                    .valueStream()
                    .map(attempt -> attempt.path("status").asString(""))
                    .toList();
            if (!states.isEmpty() && !states.contains("PENDING")) {
                return true;
            }
            Deadline next = Deadline.after(POLL);
            next.awaitUntil(next::expired);
            if (deadline.expired()) {
                return false;
            }
        }
    }

    private static JsonNode expectOk(HubClient.Answer answer, String what) {
        if (!answer.ok()) {
            throw new StartFailure(what + " was answered with " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    private String hex(int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return HexFormat.of().formatHex(content);
    }
}
