package io.notificationhub.load;

import io.notificationhub.testkit.ReportPage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What the gateway costs, beside nginx doing the same proxying: the same post with a key to the same stand-in for intake-service, which answers
 * what intake would. nginx compares the key with a word, sets the headers that the gateway sets, keeps its connections, and writes a JSON line for
 * each request, as the gateway does.
 */
final class GatewayCost {
    private static final int ROUNDS = 3;
    private final LoadSettings settings;
    private final PrintStream out;

    GatewayCost(LoadSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Who is measured, and how the processor time that it has used is read. */
    private record Way(String name, String baseUrl, Supplier<Duration> used) {}

    /** True; what can't be measured is an exception. */
    boolean run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gateway-cost");
        int standInPort = settings.standInPort();
        int proxyPort = standInPort + 1;
        try (Nginx standIn =
                        Nginx.start(settings.nginx(), folder.resolve("stand-in"), standInPort, standIn(standInPort));
                Nginx proxy = Nginx.start(
                        settings.nginx(), folder.resolve("proxy"), proxyPort, proxy(proxyPort, folder, standInPort))) {
            ProcessorTime stack = new ProcessorTime(settings.state());
            List<Way> ways = List.of(
                    new Way("straight to the stand-in", url(standInPort), () -> ProcessorTime.of(standIn.process())),
                    new Way("through nginx", url(proxyPort), () -> ProcessorTime.of(proxy.process())),
                    new Way(
                            "through the gateway",
                            settings.gateway(),
                            () -> stack.read().getOrDefault("gateway", Duration.ZERO)));
            Wrk wrk = new Wrk(settings.wrk(), folder);
            if (!settings.warmUp().isZero()) {
                out.println("Warming up the gateway …");
                wrk.run(settings.gateway(), settings.connections(), settings.warmUp());
            }
            List<String> lines = lines(measure(ways, wrk));
            lines.forEach(out::println);
            if (!settings.report().isEmpty()) {
                new ReportPage(Path.of(settings.report())).replace("gateway", lines);
            }
            return true;
        }
    }

    private static String standIn(int port) {
        return """
            access_log off;
            server {
              listen 127.0.0.1:%d backlog=1024;
              location / {
                default_type application/json;
                return 202 '{"notificationId":"01981d3c-7b2a-7c3e-9a41-3f2b8c1d4e5f","status":"FANNED_OUT","dispatchedChannels":["PUSH","EMAIL"],"excluded":[]}';
              }
            }
            """.formatted(port);
    }

    private static String proxy(int port, Path folder, int standInPort) {
        return """
            log_format line escape=json '{"method":"$request_method","path":"$uri","status":$status,"millis":$request_time,"ip":"$remote_addr","requestId":"$request_id"}';
            access_log %2$s/access.log line;
            upstream intake { server 127.0.0.1:%3$d; keepalive 64; keepalive_requests 1000000000; }
            server {
              listen 127.0.0.1:%1$d backlog=1024;
              client_max_body_size 256k;
              location /api/v1/notifications {
                if ($http_x_api_key != "local-producer") { return 401; }
                proxy_pass http://intake;
                proxy_http_version 1.1;
                proxy_read_timeout 22s;
                proxy_set_header Connection "";
                proxy_set_header X-Api-Key "";
                proxy_set_header X-Hub-Producer local-producer;
                proxy_set_header X-Hub-Scopes read:any;
                proxy_set_header X-Hub-Client-Ip $remote_addr;
                proxy_set_header X-Hub-Inner-Secret local-inner-secret;
                proxy_set_header X-Request-Id $request_id;
                add_header X-Request-Id $request_id always;
                add_header X-Content-Type-Options nosniff always;
                add_header X-Frame-Options DENY always;
                add_header Cache-Control no-store always;
              }
            }
            """.formatted(port, folder, standInPort);
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    /**
     * One run of one way.
     *
     * @param millisEach processor time of the proxy for one request
     */
    record Run(String way, int connections, Wrk.Result result, double millisEach) {}

    /** In turns, so that what else the machine does meets all of them. */
    private List<Run> measure(List<Way> ways, Wrk wrk) throws IOException, InterruptedException {
        List<Run> runs = new ArrayList<>();
        for (int connections : List.of(1, settings.connections())) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Way way : ways) {
                    Duration before = way.used().get();
                    Wrk.Result result = wrk.run(way.baseUrl(), connections, settings.duration());
                    Duration used = way.used().get().minus(before);
                    Run run = new Run(
                            way.name(), connections, result, used.toNanos() / 1e6 / Math.max(1, result.requests()));
                    out.println(row(run));
                    runs.add(run);
                }
            }
        }
        return runs;
    }

    /** Of each way's runs the one in the middle by its rate. */
    static List<String> lines(List<Run> runs) {
        List<String> lines = new ArrayList<>();
        lines.add("| connections | way | requests/s | p50, ms | p99, ms | CPU-ms per request, of the proxy alone |");
        lines.add("|---|---|---|---|---|---|");
        Map<String, List<Run>> byWay = new TreeMap<>();
        List<String> order = new ArrayList<>();
        for (Run run : runs) {
            String key = run.connections() + " " + run.way();
            if (!byWay.containsKey(key)) {
                order.add(key);
            }
            byWay.computeIfAbsent(key, any -> new ArrayList<>()).add(run);
        }
        for (String key : order) {
            List<Run> same = byWay.getOrDefault(key, List.of()).stream()
                    .sorted(Comparator.comparingDouble(run -> run.result().rate()))
                    .toList();
            lines.add(row(same.get(same.size() / 2)));
        }
        return lines;
    }

    private static String row(Run run) {
        return String.format(
                Locale.ROOT,
                "| %d | %s | %,.0f | %.2f | %.2f | %s |",
                run.connections(),
                run.way(),
                run.result().rate(),
                run.result().p50(),
                run.result().p99(),
                run.way().startsWith("straight") ? "–" : String.format(Locale.ROOT, "%.3f", run.millisEach()));
    }
}
