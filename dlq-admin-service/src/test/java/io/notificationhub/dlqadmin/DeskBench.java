package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * The desk with 1,000 and with 1,000,000 dead letters, and a bulk action on 100,000. No test by its name: it runs when it is asked for, by
 * {@code -Dtest=DeskBench -Dhub.bench=true}, and prints tables for docs/performance.md.
 */
@EnabledIfSystemProperty(named = "hub.bench", matches = "true")
@TestPropertySource(properties = "hub.bulk.batch=200")
class DeskBench extends DeskTest {
    private static final int CALLS = 30;

    @Test
    void prints() {
        database.sql("TRUNCATE dead_letter").then().block();
        fill(0, 999, 1_000);
        Map<String, Double> few = measure();
        database.sql("TRUNCATE dead_letter").then().block();
        for (int from = 0; from < 1_000_000; from += 100_000) {
            fill(from, from + 99_999, 1_000_000);
        }
        database.sql("VACUUM (ANALYZE) dead_letter").then().block(Duration.ofMinutes(10));
        Map<String, Double> many = measure();
        StringBuilder table =
                new StringBuilder("\n| | 1,000 letters, ms | 1,000,000 letters, ms | ratio |\n|---|---|---|---|\n");
        few.forEach((what, before) -> {
            double after = many.getOrDefault(what, 0.0);
            table.append(
                    String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.1f |%n", what, before, after, after / before));
        });
        table.append(bulk());
        database.sql("TRUNCATE dead_letter, bulk_job_item").then().block();
        System.out.println(table);
        assertThat(many).hasSameSizeAs(few);
    }

    private void fill(int from, int to, int total) {
        ManyLetters.between(from, to, total, null).into(database).block(Duration.ofMinutes(5));
    }

    private Map<String, Double> measure() {
        Map<String, String> calls = new LinkedHashMap<>();
        calls.put("list, first page", "");
        calls.put("search: channel", "/search?channel=SMS");
        calls.put("search: error class and vendor code", "/search?errorType=AMBIGUOUS&vendorCode=code-7");
        calls.put("search: one recipient", "/search?recipientId=user-777");
        calls.put(
                "search: template, producer and last day",
                "/search?templateKey=template-3&producerId=producer-2&from=" + hoursAgo(24));
        calls.put("search: since yesterday", "/search?from=" + hoursAgo(24));
        calls.put(
                "search: one channel, ten days ago",
                "/search?channel=SMS&from=" + hoursAgo(240) + "&to=" + hoursAgo(216));
        calls.put("search: finds nothing", "/search?vendorCode=none");
        calls.put("stats, last day", "/stats");
        calls.put("stats, 30 days by the day", "/stats?bucket=P1D&from=" + hoursAgo(720));
        calls.put("causes, last day", "/causes");
        calls.put("causes, 30 days", "/causes?from=" + hoursAgo(720));
        calls.put("dry run on everything", "bulk");
        Map<String, Double> medians = new LinkedHashMap<>();
        calls.forEach((what, path) -> medians.put(what, median(path)));
        return medians;
    }

    private static String hoursAgo(int hours) {
        return Instant.now().minus(Duration.ofHours(hours)).toString();
    }

    private double median(String path) {
        double[] millis = new double[CALLS];
        for (int i = -3; i < CALLS; i++) {
            long start = System.nanoTime();
            JsonNode answer = path.equals("bulk") ? answer(post(DLQ + "/bulk-replay", Map.of())) : get(DLQ + path);
            assertThat(answer.isObject()).isTrue();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis[CALLS / 2];
    }

    /** Of the letters of the last 180 hours those that are transient and open: 100,000. */
    private String bulk() {
        Map<String, Object> body = Map.of(
                "filter", Map.of("from", hoursAgo(180), "errorType", "TRANSIENT"), "confirm", true, "reason", "bench");
        long start = System.nanoTime();
        JsonNode started = answer(post(DLQ + "/bulk-discard", body));
        double begun = (System.nanoTime() - start) / 1e9;
        UUID job = UUID.fromString(started.path("jobId").asString());
        long total = started.path("estimatedCount").asLong();
        List<Long> heap = new ArrayList<>();
        await().atMost(30, TimeUnit.MINUTES).pollInterval(Duration.ofSeconds(1)).until(() -> {
            JsonNode now = get(DLQ + "/bulk-jobs/" + job);
            if (now.path("processedCount").asLong() >= (heap.size() + 1) * total / 5) {
                heap.add(heapInUse());
            }
            return List.of("SUCCEEDED", "FAILED", "PARTIAL_FAILURE")
                    .contains(now.path("state").asString());
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        return String.format(
                Locale.ROOT,
                "%nBulk discard of %,d letters: started in %.1f s, done in %.0f s (%.0f/s); heap in use at each fifth %s MB, most allowed %d MB%n",
                total,
                begun,
                seconds,
                total / seconds,
                heap,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static long heapInUse() {
        Runtime.getRuntime().gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
    }
}
