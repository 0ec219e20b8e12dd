package io.notificationhub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests that are valid but for one or two random things, sent to a running service. Each must end in 2xx, or in a problem document with a code
 * that tells nothing of the service's inside and after which exactly as much is stored as before.
 *
 * <p>The seed is printed and part of every failure's message; {@code -Dhub.seed=…} repeats a run.
 */
public final class HostileRequests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern INSIDE = Pattern.compile(
            "Exception|\\bat (io|java|org|reactor|tools)\\.|java\\.(lang|util)|SQLSTATE|org\\.springframework");
    private static final Pattern ITEM_FAILED = Pattern.compile("\"status\"\\s*:\\s*5\\d\\d\\b");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String baseUrl;
    private final Map<String, String> headers;
    private final LongSupplier rows;
    private final long seed;
    private final Random random;
    private final HostileJson hostile;

    private HostileRequests(String baseUrl, Map<String, String> headers, LongSupplier rows, long seed) {
        this.baseUrl = baseUrl;
        this.headers = Map.copyOf(headers);
        this.rows = rows;
        this.seed = seed;
        this.random = new Random(seed);
        this.hostile = new HostileJson(random);
    }

    /**
     * Requests to one service.
     *
     * @param headers that every request has
     * @param rows counts everything that the service stores
     */
    public static HostileRequests to(String baseUrl, Map<String, String> headers, LongSupplier rows) {
        long seed = Long.getLong("hub.seed", System.nanoTime());
        System.out.println("Hostile requests with -Dhub.seed=" + seed);
        return new HostileRequests(baseUrl, headers, rows, seed);
    }

    /**
     * A request that the service would take.
     *
     * @param path with names in braces, whose values are in {@code variables}; all other variables are the query
     * @param headers of this endpoint; {@code *} in a value becomes a new number with every request
     * @param body empty for none; a {@code *} behind a dash becomes a new number with every request
     */
    public record Valid(
            String method, String path, Map<String, String> variables, Map<String, String> headers, String body) {
        public Valid {
            variables = Map.copyOf(variables);
            headers = Map.copyOf(headers);
        }
    }

    /** What goes over the wire; the body's bytes are the text's characters. */
    private record Sent(String method, String target, Map<String, String> headers, String text) {
        Sent(String method, String target, Map<String, String> headers, byte[] body) {
            this(method, target, headers, new String(body, StandardCharsets.ISO_8859_1));
        }

        byte[] body() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return method + " " + target + " " + new TreeMap<>(headers) + "\n"
                    + (text.length() > 2_000 ? text.substring(0, 2_000) + "… " + text.length() : text);
        }
    }

    /** First the valid one, so that what follows fails for what was changed. */
    public void attack(Valid valid, int times) {
        HttpResponse<String> taken = send(unchanged(valid, 0));
        assertThat(taken.statusCode()).as("%s: %s", valid, taken.body()).isBetween(200, 299);
        long stored = rows.getAsLong();
        for (int i = 1; i <= times; i++) {
            Sent sent = changed(valid, i);
            HttpResponse<String> answer = send(sent);
            String about =
                    "seed %d, request %d: %s\n→ %d %s".formatted(seed, i, sent, answer.statusCode(), answer.body());
            check(answer, about);
            long now = rows.getAsLong();
            if (answer.statusCode() >= 400) {
                assertThat(now).as(about).isEqualTo(stored);
            }
            stored = now;
        }
    }

    private static void check(HttpResponse<String> answer, String about) {
        assertThat(answer.statusCode()).as(about).isBetween(200, 499);
        assertThat(ITEM_FAILED.matcher(answer.body()).find()).as(about).isFalse();
        if (answer.statusCode() >= 400) {
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(about)
                    .startsWith("application/problem+json");
            JsonNode problem = JSON.readTree(answer.body());
            assertThat(problem.path("code").asString("")).as(about).isNotEmpty();
            assertThat(problem.path("status").asInt(0)).as(about).isEqualTo(answer.statusCode());
            assertThat(INSIDE.matcher(answer.body()).find()).as(about).isFalse();
            if (answer.statusCode() == 429) {
                assertThat(answer.headers().firstValue("Retry-After")).as(about).isPresent();
            }
        }
    }

    private Sent unchanged(Valid valid, int number) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        valid.headers().forEach((name, value) -> all.put(name, value.replace("*", seed + "-" + number)));
        if (!valid.body().isEmpty()) {
            all.put("Content-Type", "application/json");
        }
        byte[] body = valid.body().replace("-*", "-" + seed + "-" + number).getBytes(StandardCharsets.UTF_8);
        return new Sent(valid.method(), target(valid, valid.variables()), all, body);
    }

    private Sent changed(Valid valid, int number) {
        Sent sent = unchanged(valid, number);
        int changes = random.nextInt(4) == 0 ? 2 : 1;
        for (int i = 0; i < changes; i++) {
            int die = random.nextInt(10);
            if (sent.body().length > 0 && die < 6) {
                sent = body(sent);
            } else if (!valid.variables().isEmpty() && die < 8) {
                sent = new Sent(sent.method(), variables(valid), sent.headers(), sent.body());
            } else {
                sent = headers(sent);
            }
        }
        return sent;
    }

    private Sent body(Sent sent) {
        Map<String, String> all = new LinkedHashMap<>(sent.headers());
        byte[] body = sent.body();
        switch (random.nextInt(12)) {
            case 0 -> body = hostile.notJson(body);
            case 1 -> all.put("Content-Type", pick(CONTENT_TYPES));
            default -> body = hostile.mutated(body);
        }
        return new Sent(sent.method(), sent.target(), all, body);
    }

    private String variables(Valid valid) {
        Map<String, String> changed = new TreeMap<>(valid.variables());
        String name = pick(List.copyOf(changed.keySet()));
        if (random.nextInt(6) == 0 && !valid.path().contains("{" + name + "}")) {
            changed.remove(name);
        } else {
            changed.put(name, hostile.text());
        }
        return target(valid, changed);
    }

    private static final List<String> CONTENT_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/json;charset=utf-16",
            "application/json;charset=iso-8859-1",
            "application/json;charset=nonsense",
            "application/x-www-form-urlencoded",
            "multipart/form-data;boundary=x",
            "application/octet-stream",
            "nonsense",
            "*/*");
    private static final List<Map.Entry<String, String>> HEADERS = List.of(
            Map.entry("Accept", "application/xml"),
            Map.entry("Accept", "nonsense"),
            Map.entry("Accept", "text/event-stream"),
            Map.entry("Accept-Language", "x".repeat(500)),
            Map.entry("Accept-Charset", "nonsense"),
            Map.entry("Content-Encoding", "gzip"),
            Map.entry("traceparent", "00-zz-zz-zz"),
            Map.entry("traceparent", "x".repeat(2_000)),
            Map.entry("If-Match", "*"),
            Map.entry("Range", "bytes=0-0"),
            Map.entry("X-HTTP-Method-Override", "DELETE"),
            Map.entry("X-Forwarded-Host", "evil.example\tx"),
            Map.entry("X-Forwarded-Prefix", "/../.."),
            Map.entry("Cookie", "a=b; =; ;;"),
            Map.entry("Origin", "null"),
            Map.entry("Idempotency-Key", ""),
            Map.entry("Idempotency-Key", "\""),
            Map.entry("Idempotency-Key", "k".repeat(129)),
            Map.entry("Idempotency-Key", "é"),
            Map.entry("X-Hub-Producer", ""),
            Map.entry("X-Hub-Scopes", ",, ,read:any,"),
            Map.entry("X-Hub-Client-Ip", "999.1.1.1"));
    private static final List<String> METHODS = List.of("PATCH", "OPTIONS", "PUT", "POST", "DELETE", "GET", "BREW");

    private Sent headers(Sent sent) {
        if (random.nextInt(8) == 0) {
            return new Sent(pick(METHODS), sent.target(), sent.headers(), sent.body());
        }
        Map<String, String> all = new LinkedHashMap<>(sent.headers());
        if (random.nextInt(6) == 0 && !all.isEmpty()) {
            all.remove(pick(List.copyOf(all.keySet())));
        } else {
            Map.Entry<String, String> odd = pick(HEADERS);
            all.put(odd.getKey(), odd.getValue());
        }
        return new Sent(sent.method(), sent.target(), all, sent.body());
    }

    private static String target(Valid valid, Map<String, String> variables) {
        String path = valid.path();
        Map<String, String> query = new TreeMap<>();
        for (Map.Entry<String, String> each : variables.entrySet()) {
            String name = "{" + each.getKey() + "}";
            if (path.contains(name)) {
                path = path.replace(name, encoded(each.getValue()));
            } else {
                query.put(each.getKey(), each.getValue());
            }
        }
        return query.isEmpty()
                ? path
                : path + "?"
                        + query.entrySet().stream()
                                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                                .collect(Collectors.joining("&"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private HttpResponse<String> send(Sent sent) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + sent.target()))
                .timeout(Duration.ofSeconds(20))
                .method(sent.method().toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.ofByteArray(sent.body()));
        sent.headers().forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("seed " + seed + ", no answer to " + sent, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
