package io.notificationhub.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** F8: many clients post one key at once, several times over. Exactly one of them is told yes, and all others name its notification or none. */
final class SameKey implements Fault {
    private static final int CLIENTS = 200;
    private static final int KEYS = 5;

    private final List<String> findings = new ArrayList<>();

    @Override
    public String name() {
        return "F8 one key from " + CLIENTS + " clients, " + KEYS + " times";
    }

    @Override
    public Span befall(Bench bench) {
        Instant begin = bench.clock().instant();
        for (int i = 0; i < KEYS; i++) {
            String key = "same-" + begin.toEpochMilli() + "-" + i;
            Map<Integer, Set<String>> answers = new ConcurrentHashMap<>();
            List<JsonHttp.Answer> taken = postAtOnce(bench, key);
            taken.forEach(answer -> answers.computeIfAbsent(answer.status(), status -> ConcurrentHashMap.newKeySet())
                    .add(answer.text("notificationId")));
            long yes = taken.stream().filter(answer -> answer.status() == 202).count();
            Set<String> named = ConcurrentHashMap.newKeySet();
            taken.stream()
                    .map(answer -> answer.text("notificationId"))
                    .filter(id -> !id.isEmpty())
                    .forEach(named::add);
            boolean only = taken.stream().allMatch(answer -> answer.status() == 202 || answer.status() == 409);
            if (yes != 1 || named.size() != 1 || !only) {
                findings.add(key + ": " + yes + " times yes, answers " + answers);
            }
        }
        return new Span(begin, bench.clock().instant());
    }

    private static List<JsonHttp.Answer> postAtOnce(Bench bench, String key) {
        String json = "{\"recipientId\":\"" + key + "\",\"kind\":\"SECURITY\",\"channels\":[\"EMAIL\"],"
                + "\"addresses\":{\"EMAIL\":\"" + key + "@example.com\"},\"title\":\"" + Request.marked(key)
                + "\",\"body\":\"" + Request.marked(key) + "\"}";
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var posts = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> clients.submit(() -> {
                        go.await();
                        return bench.gateway().post("/api/v1/notifications", json, Map.of("Idempotency-Key", key));
                    }))
                    .toList();
            go.countDown();
            List<JsonHttp.Answer> answers = new ArrayList<>();
            for (var post : posts) {
                answers.add(post.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public boolean lawful(Refused refused) {
        return false;
    }

    @Override
    public List<Guarantee> more(Bench bench) {
        return List.of(new NoFindings("one key that was not told yes exactly once", findings));
    }
}
