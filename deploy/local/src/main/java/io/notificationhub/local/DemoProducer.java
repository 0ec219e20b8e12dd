package io.notificationhub.local;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** What a producer does in the demo, over HTTP: it registers recipients, sends, and asks what became of it. */
final class DemoProducer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    /** What an attempt is called before its result is known. */
    private static final Set<String> UNDECIDED = Set.of("PENDING", "DISPATCHING");

    private final HubClient hub;
    private final PublishedTimes published;
    private final PrintStream out;
    private final RandomGenerator random = new SecureRandom();

    DemoProducer(HubClient hub, PublishedTimes published, PrintStream out) {
        this.hub = hub;
        this.published = published;
        this.out = out;
    }

    /** Registers somebody new, reachable on every channel; answers the id. */
    String register() throws InterruptedException {
        String recipient = "demo-" + hex(4);
        String phone = phone();
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("email", recipient + "@example.com");
        profile.put("phone", phone);
        profile.put("kakaoPhone", phone);
        profile.put("locale", "ko-kr");
        profile.put("timezone", "Asia/Seoul");
        expectOk(hub.put("/api/v1/users/" + recipient, profile), "PUT /api/v1/users");
        // The demo's order may be placed at night, when the recipient would be left in peace until morning.
        expectOk(
                hub.put("/api/v1/users/" + recipient + "/preferences", Map.of("disableQuietHours", true)),
                "PUT /api/v1/users/…/preferences");
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("recipientId", recipient);
        device.put("platform", "ANDROID");
        device.put("token", "demo-device-" + hex(24));
        expectOk(hub.post("/api/v1/devices", device, Map.of()), "POST /api/v1/devices");
        out.println("Registered " + recipient + " with an e-mail address, a phone number and a device.");
        return recipient;
    }

    /** Registers somebody new who has a phone number only; answers the id. */
    String registerPhone() throws InterruptedException {
        String recipient = "demo-" + hex(4);
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("phone", phone());
        profile.put("locale", "ko-kr");
        profile.put("timezone", "Asia/Seoul");
        expectOk(hub.put("/api/v1/users/" + recipient, profile), "PUT /api/v1/users");
        return recipient;
    }

    HubClient.Answer send(String key, Map<String, Object> notification) throws InterruptedException {
        return hub.post("/api/v1/notifications", notification, Map.of("Idempotency-Key", key));
    }

    /** Waits for the first notification of a recipient; answers its id, or an empty text if none comes. */
    String awaitNotificationOf(String recipient) throws InterruptedException {
        Deadline deadline = Deadline.after(PATIENCE);
        while (!deadline.expired()) {
            JsonNode items = expectOk(
                            hub.get("/api/v1/notifications/me?recipientId=" + recipient),
                            "GET /api/v1/notifications/me")
                    .path("items");
            if (!items.isEmpty()) {
                return items.get(0).path("notificationId").asString();
            }
            pause();
        }
        return "";
    }

    /** Waits until no attempt is pending and shows the notification's way; false if that takes too long or a vendor was not reached. */
    boolean showWay(String id) throws InterruptedException {
        boolean complete = awaitResults(id);
        JsonNode story = story(id);
        out.println();
        Timeline timeline = new Timeline(story, hub::vendorMessages, published.seenFor(story));
        timeline.rows().forEach(out::println);
        out.println();
        return complete && timeline.allReachedTheirVendor();
    }

    /** One that the simulator does not refuse by itself. */
    private String phone() {
        return String.format(Locale.ROOT, "+8210%07d1", random.nextInt(10_000_000));
    }

    String hex(int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return HexFormat.of().formatHex(content);
    }

    private boolean awaitResults(String id) throws InterruptedException {
        Deadline deadline = Deadline.after(PATIENCE);
        while (!deadline.expired()) {
            List<String> states = story(id)
                    .path("attempts")
                    .valueStream()
                    .map(attempt -> attempt.path("status").asString(""))
                    .toList();
            if (!states.isEmpty() && Collections.disjoint(states, UNDECIDED)) {
                return true;
            }
            pause();
        }
        return false;
    }

    JsonNode story(String id) throws InterruptedException {
        return expectOk(hub.get("/api/v1/notifications/" + id), "GET /api/v1/notifications");
    }

    private static void pause() {
        Deadline next = Deadline.after(POLL);
        next.awaitUntil(next::expired);
    }

    static JsonNode expectOk(HubClient.Answer answer, String what) {
        if (!answer.ok()) {
            throw new StartFailure(what + " was answered with " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }
}
