package io.notificationhub.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A started simulator and the calls that tests make to it, worded by hand and not by the simulator's own code. */
final class Wire implements AutoCloseable {
    static final String ACCOUNT = "AC00000000000000000000000000000001";
    static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final KeyPair ACCOUNT_KEYS = rsa();

    record Response(int status, Map<String, String> headers, String text) {
        JsonNode json() {
            return Json.MAPPER.readTree(text);
        }
    }

    final VendorSimulator simulator;
    private final Clock clock;
    private final HttpClient client = HttpClient.newHttpClient();

    Wire() {
        this(SimulatorSettings.onFreePorts(), Clock.systemUTC());
    }

    Wire(SimulatorSettings settings, Clock clock) {
        this.simulator = VendorSimulator.start(settings, clock);
        this.clock = clock;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + simulator.httpPort() + path);
    }

    Response call(String method, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        return call(method, path, headers, body, Duration.ofSeconds(20));
    }

    Response call(String method, String path, Map<String, String> headers, String body, Duration patience)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(patience)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Response(
                response.statusCode(),
                response.headers().map().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().getFirst())),
                response.body());
    }

    Response control(String method, String path, String body) throws IOException, InterruptedException {
        return call(method, path, Map.of(), body);
    }

    void fault(Vendor vendor, String json) throws IOException, InterruptedException {
        Response response = control("PUT", "/_sim/faults/" + vendor.wireName(), json);
        if (response.status() != 200) {
            throw new AssertionError(response.text());
        }
    }

    JsonNode messages(String query) throws IOException, InterruptedException {
        return control("GET", "/_sim/messages?" + query, "").json();
    }

    JsonNode stats(Vendor vendor) throws IOException, InterruptedException {
        return control("GET", "/_sim/stats", "").json().path(vendor.wireName());
    }

    String accessToken() throws IOException, InterruptedException {
        return grant(assertion(SCOPE, Duration.ofHours(1)))
                .json()
                .path("access_token")
                .asString();
    }

    Response grant(String assertion) throws IOException, InterruptedException {
        return call(
                "POST",
                "/token",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                form(Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", assertion)));
    }

    String assertion(String scope, Duration lifetime) {
        Instant now = clock.instant();
        String claims = "{\"iss\":\"hub@local.iam.gserviceaccount.com\",\"scope\":\"" + scope + "\",\"aud\":\""
                + uri("/token") + "\",\"iat\":" + now.getEpochSecond() + ",\"exp\":"
                + now.plus(lifetime).getEpochSecond() + "}";
        return jwt("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", claims);
    }

    static String jwt(String header, String claims) {
        String signed = base64Url(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64Url(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(ACCOUNT_KEYS.getPrivate());
            signer.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64Url(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String accountPublicKeyPem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(ACCOUNT_KEYS.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    Response push(String attemptId, String token) throws IOException, InterruptedException {
        return pushRaw(
                accessToken(),
                "{\"message\":{\"token\":\"" + token
                        + "\",\"notification\":{\"title\":\"T\",\"body\":\"B\"},\"data\":{\"attemptId\":\"" + attemptId
                        + "\"}}}");
    }

    Response pushRaw(String accessToken, String body, Duration... patience) throws IOException, InterruptedException {
        return call(
                "POST",
                "/v1/projects/local/messages:send",
                Map.of("Authorization", "Bearer " + accessToken, "Content-Type", "application/json"),
                body,
                patience.length == 0 ? Duration.ofSeconds(20) : patience[0]);
    }

    Response sms(String attemptId, String to) throws IOException, InterruptedException {
        return twilio(Map.of(
                "To",
                to,
                "From",
                "+15005550006",
                "Body",
                "hello",
                "StatusCallback",
                "http://hub.local/cb/" + attemptId));
    }

    Response twilio(Map<String, String> form) throws IOException, InterruptedException {
        String basic = Base64.getEncoder()
                .encodeToString((ACCOUNT + ":local-webhook-secret").getBytes(StandardCharsets.UTF_8));
        return call(
                "POST",
                "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json",
                Map.of("Authorization", "Basic " + basic, "Content-Type", "application/x-www-form-urlencoded"),
                form(form));
    }

    Response alimtalk(String key, String recipients) throws IOException, InterruptedException {
        return nhn(
                "POST",
                "/alimtalk/v2.3/appkeys/local-nhn-appkey/messages",
                Map.of("X-NC-API-IDEMPOTENCY-KEY", key),
                "{\"senderKey\":\"sender\",\"templateCode\":\"welcome\",\"recipientList\":[" + recipients + "]}");
    }

    Response nhn(String method, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(headers);
        all.putIfAbsent("X-Secret-Key", "local-nhn-secret");
        all.put("Content-Type", "application/json;charset=UTF-8");
        return call(method, path, all, body);
    }

    static String recipient(String attemptId, String number) {
        return "{\"recipientNo\":\"" + number
                + "\",\"templateParameter\":{\"title\":\"T\",\"body\":\"B\"},\"resendParameter\":{\"isResend\":false},"
                + "\"recipientGroupingKey\":\"" + attemptId + "\"}";
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        simulator.close();
    }
}
