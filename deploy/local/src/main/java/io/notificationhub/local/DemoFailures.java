package io.notificationhub.local;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * {@code hub demo --failures}: the text message vendor refuses every recipient until all rounds are used up; the dead letters come to the desk,
 * the vendor is healed, and an operator sends them all again.
 */
final class DemoFailures {
    private static final String VENDOR = "twilio";
    /** "Unreachable destination handset": the recipient's fault, so no circuit breaker spares the rounds. */
    private static final Map<String, Object> REFUSAL = Map.of("status", 400, "errorCode", "30003");

    private static final int MESSAGES = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Operators have a limit of 60 requests a minute. */
    private static final Duration POLL = Duration.ofSeconds(2);

    private static final String DESK = "/api/v1/admin/dlq";

    private final Ports ports;
    private final PrintStream out;

    DemoFailures(Ports ports, PrintStream out) {
        this.ports = ports;
        this.out = out;
    }

    /** Returns 0 if every message was delivered in the end. */
    int run() throws InterruptedException {
        Instant begin = Clock.systemUTC().instant();
        try (HubClient hub = new HubClient(ports);
                PublishedTimes published = PublishedTimes.from(Loopback.HOST + ":" + ports.of("kafka"))) {
            DemoProducer producer = new DemoProducer(hub, published, out);
            Set<String> attempts;
            DemoProducer.expectOk(hub.breakVendor(VENDOR, REFUSAL), "PUT /_sim/faults/" + VENDOR);
            out.println(VENDOR + " now refuses every recipient: error 30003, unreachable handset.");
            try {
                attempts = send(producer);
                if (!show(
                        "dead letters at the desk", () -> atDesk(hub, attempts, begin, "EXHAUSTED"), attempts.size())) {
                    return 1;
                }
            } finally {
                hub.healVendor(VENDOR);
            }
            out.println(VENDOR + " is healed.");
            Map<String, Object> filter = causeOf(hub, begin);
            return replay(hub, filter)
                            && show("delivered", () -> atDesk(hub, attempts, begin, "RESOLVED"), attempts.size())
                    ? 0
                    : 1;
        }
    }

    private Set<String> send(DemoProducer producer) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            Map<String, Object> notification = new LinkedHashMap<>();
            notification.put("recipientId", producer.registerPhone());
            notification.put("kind", "SECURITY");
            notification.put("title", "Sign-in");
            notification.put("body", "Your code is 482913.");
            notification.put("channels", List.of("SMS"));
            JsonNode accepted = DemoProducer.expectOk(
                    producer.send("demo-failures-" + producer.hex(6), notification), "POST /api/v1/notifications");
            ids.add(accepted.path("notificationId").asString());
        }
        out.println(
                MESSAGES + " text messages accepted (202). Each gets five rounds, with growing waits between them.");
        Set<String> attempts = new TreeSet<>();
        for (String id : ids) {
            producer.story(id)
                    .path("attempts")
                    .forEach(each -> attempts.add(each.path("attemptId").asString()));
        }
        return attempts;
    }

    private interface Count {
        int now() throws InterruptedException;
    }

    /** Prints the number whenever it has changed, until it is reached. */
    private boolean show(String what, Count count, int wanted) throws InterruptedException {
        Deadline deadline = Deadline.after(PATIENCE);
        int shown = -1;
        while (true) {
            int now = count.now();
            if (now != shown) {
                out.println("  " + now + " of " + wanted + " " + what);
                shown = now;
            }
            if (now >= wanted) {
                return true;
            }
            if (deadline.expired()) {
                out.println("That took longer than " + PATIENCE.toSeconds() + " s.");
                return false;
            }
            Deadline next = Deadline.after(POLL);
            next.awaitUntil(next::expired);
        }
    }

    /** How many of the attempts stand so at the desk. */
    private static int atDesk(HubClient hub, Set<String> attempts, Instant since, String status)
            throws InterruptedException {
        JsonNode found = DemoProducer.expectOk(
                hub.look(DESK + "/search?channel=SMS&vendorCode=30003&size=200&from=" + since),
                "GET " + DESK + "/search");
        return (int) found.path("items")
                .valueStream()
                .filter(each -> each.path("status").asString().equals(status))
                .filter(each -> attempts.contains(each.path("attemptId").asString()))
                .count();
    }

    /** Shows the incident, which is one row, and answers the filter that means it. */
    private Map<String, Object> causeOf(HubClient hub, Instant since) throws InterruptedException {
        JsonNode cause = DemoProducer.expectOk(hub.look(DESK + "/causes?from=" + since), "GET " + DESK + "/causes")
                .path("groups")
                .path(0);
        out.println("GET " + DESK + "/causes  -> " + cause.path("channelType").asString() + " "
                + cause.path("vendor").asString() + " "
                + cause.path("vendorCode").asString() + " "
                + cause.path("errorClass").asString() + ": "
                + cause.path("openCount").asLong() + " open");
        Map<String, Object> filter = new TreeMap<>();
        cause.path("filter").forEachEntry((name, value) -> filter.put(name, value.asString()));
        return filter;
    }

    private boolean replay(HubClient hub, Map<String, Object> filter) throws InterruptedException {
        HubClient.Answer preview = hub.decide(DESK + "/bulk-replay", Map.of("filter", filter));
        out.println("POST " + DESK + "/bulk-replay  -> " + preview.body());
        HubClient.Answer started = hub.decide(
                DESK + "/bulk-replay", Map.of("filter", filter, "confirm", true, "reason", VENDOR + " is healed"));
        out.println("the same with confirm and a reason  -> " + started.body());
        String job = started.body().path("jobId").asString("");
        if (!started.ok() || job.isEmpty()) {
            return false;
        }
        int total = started.body().path("estimatedCount").asInt();
        return show(
                "replayed by the job",
                () -> DemoProducer.expectOk(hub.look(DESK + "/bulk-jobs/" + job), "GET " + DESK + "/bulk-jobs")
                        .path("successCount")
                        .asInt(),
                total);
    }
}
