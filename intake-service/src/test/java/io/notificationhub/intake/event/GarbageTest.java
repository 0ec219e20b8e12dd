package io.notificationhub.intake.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is in the topic: nothing of it is stored, all of it is put aside, and the consumer lives. */
class GarbageTest extends EventTest {
    private static final int EVENTS = 150;
    private static final String[] NEEDED = {"eventId", "customerId", "orderId", "totalAmount", "currency"};

    @Test
    void garbageIsPutAsideAndTheConsumerLives() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long before = count("notification");
        List<String> garbage = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            garbage.add(random.nextInt(3) == 0 ? noise(random) : damaged(random, i));
        }

        garbage.forEach(each -> publish(ORDER_CREATED, "garbage-" + recipient, each));

        assertThat(poisoned(ORDER_CREATED, "garbage-" + recipient, EVENTS))
                .as("seed %d", seed)
                .allSatisfy(bad -> assertThat(header(bad, "X-Error-Message")).isNotBlank())
                .extracting(bad -> String.valueOf(bad.value()))
                .containsExactlyElementsOf(garbage);
        assertThat(count("notification")).as("seed %d", seed).isEqualTo(before);
        send(ORDER_CREATED, event("x"));
        notification();
    }

    /** Text that is no JSON object. */
    private String noise(Random random) {
        String event = json.writeValueAsString(event("x"));
        return switch (random.nextInt(6)) {
            case 0 -> event.substring(0, random.nextInt(event.length()));
            case 1 -> event + event;
            case 2 -> "[".repeat(1 + random.nextInt(5000));
            case 3 -> "[" + event + "]";
            case 4 -> Long.toString(random.nextLong());
            default ->
                random.ints(1 + random.nextInt(200), 0x20, 0x2FFF)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .insert(0, '#')
                        .toString();
        };
    }

    /** An event with one needed value that can't be one. */
    private String damaged(Random random, int i) {
        Map<String, Object> event = new LinkedHashMap<>(event("x"));
        event.put("eventId", eventId + i);
        String member = NEEDED[random.nextInt(NEEDED.length)];
        switch (random.nextInt(6)) {
            case 0 -> event.remove(member);
            case 1 -> event.put(member, Map.of("a", random.nextInt()));
            case 2 -> event.put(member, List.of(random.nextInt()));
            case 3 -> event.put(member, "x".repeat(4001 + random.nextInt(50_000)));
            case 4 -> event.put(member, "a\0b");
            default -> event.put("customerEmail", "no address " + random.nextInt());
        }
        return json.writeValueAsString(event);
    }
}
