package io.notificationhub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * How soon an opt-out is in force: from the answer of its {@code PUT} to the sending of the first request that is suppressed. What is measured is
 * too long by the one request that came before it.
 */
class OptOutLatencyIT {
    private static final int RECIPIENTS = 60;
    private static final int AT_ONCE = 6;
    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final Duration GIVE_UP = Duration.ofSeconds(20);

    private static final Producer PRODUCER = new Producer(RunningHub.get(), "local-producer");

    private final String tomorrow = Instant.now().plus(Duration.ofHours(23)).toString();

    private final String run = "optout-" + UUID.randomUUID();

    @Test
    void anOptOutIsInForceWithinASecond() throws Exception {
        // The first ones pay for code that never ran, not for the way of an event.
        measure("warm-", AT_ONCE);

        long[] nanos = measure("", RECIPIENTS);

        Arrays.sort(nanos);
        System.out.printf(
                "Opt-out in force after: min %d ms, p50 %d ms, p90 %d ms, p99 %d ms, max %d ms (%d recipients, %d at once)%n",
                millis(nanos[0]),
                millis(percentile(nanos, 50)),
                millis(percentile(nanos, 90)),
                millis(percentile(nanos, 99)),
                millis(nanos[nanos.length - 1]),
                nanos.length,
                AT_ONCE);
        assertThat(Duration.ofNanos(percentile(nanos, 99))).isLessThanOrEqualTo(PROMISED);
    }

    private long[] measure(String prefix, int recipients) throws Exception {
        List<Future<Long>> measured = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < recipients; i++) {
                String recipient = run + "-" + prefix + i;
                measured.add(threads.submit(() -> untilOptOutHolds(recipient)));
            }
        }
        long[] nanos = new long[recipients];
        for (int i = 0; i < recipients; i++) {
            nanos[i] = measured.get(i).get();
        }
        return nanos;
    }

    private long untilOptOutHolds(String recipient) {
        Producer.Answer profile = PRODUCER.put(
                "/api/v1/users/" + recipient,
                Map.of("email", recipient + "@example.com", "locale", "ko-kr", "timezone", "Asia/Seoul"));
        assertThat(profile.status()).as("%s", profile).isBetween(200, 201);
        // Intake has its copy before the opt-out, or it would fetch the profile with the opt-out in it.
        assertThat(notify(recipient, 0).text("status")).isNotEqualTo("SUPPRESSED");

        Producer.Answer optOut = PRODUCER.put(
                "/api/v1/users/" + recipient + "/preferences", Map.of("kind", "SERVICE", "allowed", false));
        assertThat(optOut.status()).as("%s", optOut).isEqualTo(200);
        long answered = System.nanoTime();

        for (int attempt = 1; System.nanoTime() - answered < GIVE_UP.toNanos(); attempt++) {
            long asked = System.nanoTime();
            Producer.Answer answer = notify(recipient, attempt);
            if (answer.text("status").equals("SUPPRESSED")) {
                assertThat(answer.text("suppressionReason")).isEqualTo("OPT_OUT");
                return asked - answered;
            }
        }
        throw new AssertionError("The opt-out of " + recipient + " was not in force after " + GIVE_UP);
    }

    /**
     * Scheduled for tomorrow, so that neither the recipient's limit nor the vendors have to do with it: an opt-out is looked at when a request is
     * taken, whenever it is to be sent.
     */
    private Producer.Answer notify(String recipient, int attempt) {
        Producer.Answer answer = PRODUCER.notify(
                recipient + "-" + attempt,
                Map.of(
                        "recipientId",
                        recipient,
                        "kind",
                        "SERVICE",
                        "title",
                        "News",
                        "body",
                        "Something happened.",
                        "channels",
                        List.of("EMAIL"),
                        "sendAt",
                        tomorrow));
        assertThat(answer.status()).as("%s", answer).isIn(200, 202);
        return answer;
    }

    private static long percentile(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
