package io.notificationhub.local;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code hub demo}: one notification to all the vendors and the same key again; then an order on Kafka and the messages it causes. */
final class Demo {
    private final Ports ports;
    private final PrintStream out;

    Demo(Ports ports, PrintStream out) {
        this.ports = ports;
        this.out = out;
    }

    /** Returns 0 if every channel that was to be used reached its vendor. */
    int run() throws InterruptedException {
        String kafka = Loopback.HOST + ":" + ports.of("kafka");
        try (HubClient hub = new HubClient(ports);
                PublishedTimes published = PublishedTimes.from(kafka)) {
            DemoProducer producer = new DemoProducer(hub, published, out);
            boolean request = byRequest(producer);
            boolean event = byEvent(producer, new DemoShop(kafka));
            return request && event ? 0 : 1;
        }
    }

    private boolean byRequest(DemoProducer producer) throws InterruptedException {
        String recipient = producer.register();
        String key = "demo-" + producer.hex(6);
        Map<String, Object> notification = new LinkedHashMap<>();
        notification.put("recipientId", recipient);
        notification.put("kind", "SECURITY");
        notification.put("title", "Sign-in from a new device");
        notification.put("body", "Was this you? Code 482913.");

        HubClient.Answer accepted = producer.send(key, notification);
        out.println("POST /api/v1/notifications  Idempotency-Key: " + key + "  -> " + accepted.status());
        out.println("  " + accepted.body());
        if (!accepted.ok()) {
            return false;
        }
        String id = accepted.body().path("notificationId").asString();
        boolean reached = producer.showWay(id);

        HubClient.Answer again = producer.send(key, notification);
        out.println("The same key again  -> " + again.status() + " "
                + again.body().path("code").asString(""));
        out.println("  " + again.body());
        return reached
                && again.status() == 409
                && again.body().path("notificationId").asString("").equals(id);
    }

    private boolean byEvent(DemoProducer producer, DemoShop shop) throws InterruptedException {
        out.println();
        String customer = producer.register();
        String event = shop.orderCreated("demo-" + producer.hex(6), customer);
        out.println("Kafka " + DemoShop.ORDER_CREATED);
        out.println("  " + event);
        String id = producer.awaitNotificationOf(customer);
        if (id.isEmpty()) {
            out.println("No notification came of it.");
            return false;
        }
        out.println("made notification " + id);
        return producer.showWay(id);
    }
}
