package io.notificationhub.simulator;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Not a test: runs the simulator as a process, calls it over 64 connections, and prints the CPU time that it spent per call. */
final class CostPerCall {
    private static final int CONNECTIONS = 64;
    private static final int CALLS_EACH = 1_000;
    private static final int WARM_UPS = 2;

    private record Request(String path, Map<String, String> headers, String body) {
        byte[] bytes(int port) {
            String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Length: "
                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n"
                    + headers.entrySet().stream()
                            .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                            .collect(Collectors.joining());
            return (head + "\r\n" + body).getBytes(StandardCharsets.UTF_8);
        }
    }

    private CostPerCall() {}

    public static void main(String[] args) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.notificationhub.simulator.VendorSimulator");
        builder.environment().putAll(Map.of("HUB_SIMULATOR_PORT", "0", "HUB_SIMULATOR_SMTP_PORT", "0"));
        Process simulator = builder.redirectErrorStream(true).start();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            int port = port(simulator);
            Map<String, Request> requests = new LinkedHashMap<>();
            requests.put("fcm", fcm(port));
            requests.put("ses", ses(port));
            requests.put("twilio", twilio());
            requests.put("nhn", alimtalk());
            for (Map.Entry<String, Request> request : requests.entrySet()) {
                measure(request.getKey(), request.getValue().bytes(port), port, simulator.toHandle(), threads);
            }
        } finally {
            simulator.destroy();
        }
    }

    private static void measure(String name, byte[] request, int port, ProcessHandle simulator, ExecutorService threads)
            throws Exception {
        for (int i = 0; i < WARM_UPS; i++) {
            run(request, port, threads);
        }
        Duration before = cpu(simulator);
        long start = System.nanoTime();
        run(request, port, threads);
        double seconds = (System.nanoTime() - start) / 1e9;
        int calls = CONNECTIONS * CALLS_EACH;
        double perCall = cpu(simulator).minus(before).toNanos() / 1e6 / calls;
        System.out.printf("%s: %.4f CPU-ms a call, %.0f calls/s%n", name, perCall, calls / seconds);
    }

    private static void run(byte[] request, int port, ExecutorService threads) throws Exception {
        List<Future<?>> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(threads.submit(() -> {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.setTcpNoDelay(true);
                    DataInputStream in = new DataInputStream(socket.getInputStream());
                    for (int call = 0; call < CALLS_EACH; call++) {
                        String status = call(socket.getOutputStream(), in, request);
                        if (!status.startsWith("HTTP/1.1 20")) {
                            throw new IOException(status);
                        }
                    }
                }
                return null;
            }));
        }
        for (Future<?> connection : connections) {
            connection.get();
        }
    }

    /** One call; its status line. */
    private static String call(OutputStream out, DataInputStream in, byte[] request) throws IOException {
        out.write(request);
        StringBuilder head = new StringBuilder();
        byte[] buffer = new byte[8_192];
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read(buffer, 0, buffer.length);
            if (read < 0) {
                throw new IOException("closed after: " + head);
            }
            head.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        }
        int body = head.indexOf("\r\n\r\n") + 4;
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        int rest = (length.find() ? Integer.parseInt(length.group(1)) : 0) - (head.length() - body);
        in.skipNBytes(Math.max(0, rest));
        return head.substring(0, head.indexOf("\r\n"));
    }

    private static Request fcm(int port) throws Exception {
        long now = Clock.systemUTC().instant().getEpochSecond();
        String assertion = Wire.jwt(
                "{\"alg\":\"RS256\"}",
                "{\"iss\":\"a\",\"aud\":\"b\",\"scope\":\"" + Wire.SCOPE + "\",\"iat\":" + now + ",\"exp\":"
                        + (now + 3_600) + "}");
        String form =
                Wire.form(Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", assertion));
        String token;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(new Request("/token", Map.of("Connection", "close"), form).bytes(port));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            token = Json.text(Json.MAPPER.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4)), "access_token");
        }
        String body = "{\"message\":{\"token\":\"" + "t".repeat(140)
                + "\",\"notification\":{\"title\":\"주문이 발송되었습니다\",\"body\":\"주문하신 상품이 오늘 발송되었습니다.\"},\"data\":{\"attemptId\":\"0199a1b2-0000-7000-8000-000000000001\"},"
                + "\"android\":{\"priority\":\"HIGH\",\"ttl\":\"600s\"}}}";
        return new Request("/v1/projects/local/messages:send", Map.of("Authorization", "Bearer " + token), body);
    }

    private static Request ses(int port) {
        String body =
                "{\"FromEmailAddress\":\"hub@example.com\",\"Destination\":{\"ToAddresses\":[\"a@example.com\"]},\"Content\":{\"Simple\":"
                        + "{\"Subject\":{\"Data\":\"s\"},\"Body\":{\"Text\":{\"Data\":\"text\"},\"Html\":{\"Data\":\"<p>text</p>\"}}}}}";
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://127.0.0.1:" + port + "/v2/email/outbound-emails"))
                .build();
        Map<String, List<String>> signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(AwsCredentialsIdentity.create("AKIALOCALSIMULATOR", "local-ses-secret"))
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ses")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "ap-northeast-2"))
                .request()
                .headers();
        Map<String, String> headers = new LinkedHashMap<>();
        signed.forEach((name, values) -> headers.put(name, values.getFirst()));
        headers.remove("Host");
        return new Request("/v2/email/outbound-emails", headers, body);
    }

    private static Request twilio() {
        String basic = Base64.getEncoder()
                .encodeToString((Wire.ACCOUNT + ":local-webhook-secret").getBytes(StandardCharsets.UTF_8));
        String form = Wire.form(Map.of(
                "To", "+821012345678",
                "From", "+15005550006",
                "Body", "hello",
                "StatusCallback",
                        "http://hub.local/api/v1/deliveries/callbacks/twilio/0199a1b2-0000-7000-8000-000000000001"));
        return new Request(
                "/2010-04-01/Accounts/" + Wire.ACCOUNT + "/Messages.json",
                Map.of("Authorization", "Basic " + basic),
                form);
    }

    private static Request alimtalk() {
        String body = "{\"senderKey\":\"sender\",\"templateCode\":\"welcome\",\"recipientList\":["
                + Wire.recipient("0199a1b2-0000-7000-8000-000000000001", "01012345678") + "]}";
        return new Request(
                "/alimtalk/v2.3/appkeys/local-nhn-appkey/messages", Map.of("X-Secret-Key", "local-nhn-secret"), body);
    }

    private static Duration cpu(ProcessHandle process) {
        Optional<Duration> cpu = process.info().totalCpuDuration();
        return cpu.orElseThrow(() -> new IllegalStateException("this system does not tell a process's CPU time"));
    }

    private static int port(Process simulator) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(simulator.getInputStream(), StandardCharsets.UTF_8));
        Pattern listening = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = listening.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new IOException("the simulator did not start");
    }
}
