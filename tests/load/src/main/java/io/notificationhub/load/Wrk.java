package io.notificationhub.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk, posting the same notification over and over; the cheapest there is, so that it takes little from what it measures. */
final class Wrk {
    private static final String SCRIPT = """
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.headers["X-Api-Key"] = "local-producer"
            wrk.headers["Idempotency-Key"] = "order-4711-shipped"
            wrk.body = '{"recipientId":"user-1","kind":"TRANSACTIONAL","channels":["PUSH","EMAIL"],"title":"Your parcel is on its way",\
            "body":"Order 4711 left our warehouse and will be with you tomorrow between nine and twelve. You can follow it in the app."}'
            """;
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");

    private final String program;
    private final Path script;

    Wrk(String program, Path folder) throws IOException {
        this.program = program;
        this.script = Files.writeString(folder.resolve("post.lua"), SCRIPT);
    }

    /**
     * One run.
     *
     * @param requests answered
     * @param rate of them a second
     * @param p50 milliseconds
     * @param p99 milliseconds
     */
    record Result(long requests, double rate, double p50, double p99) {}

    /** Fails if any answer was no success. */
    Result run(String baseUrl, int connections, Duration duration) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program,
                        "--threads=1",
                        "--connections=" + connections,
                        "--duration=" + duration.toSeconds() + "s",
                        "--latency",
                        "--script=" + script,
                        baseUrl + "/api/v1/notifications")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("wrk failed: " + output);
        }
        return parse(output);
    }

    static Result parse(String output) {
        if (BAD.matcher(output).find()) {
            throw new IllegalStateException("Not every answer was a success: " + output);
        }
        return new Result(
                Long.parseLong(found(REQUESTS, output)),
                Double.parseDouble(found(RATE, output)),
                percentile("50", output),
                percentile("99", output));
    }

    private static double percentile(String which, String output) {
        Matcher line = Pattern.compile("(?m)^\\s+" + which + "%\\s+([0-9.]+)(us|ms|s)$")
                .matcher(output);
        if (!line.find()) {
            throw new IllegalStateException("No percentile " + which + ": " + output);
        }
        double value = Double.parseDouble(line.group(1));
        return switch (line.group(2)) {
            case "us" -> value / 1000;
            case "ms" -> value;
            default -> value * 1000;
        };
    }

    private static String found(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk said: " + output);
        }
        return matcher.group(1);
    }
}
