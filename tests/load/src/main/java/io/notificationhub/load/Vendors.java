package io.notificationhub.load;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;

/** A vendor that calls back about each of its attempts, signed in the hub's own scheme with the local secret. */
final class Vendors implements Calls.Call {
    private static final SecretKeySpec SECRET =
            new SecretKeySpec("local-webhook-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

    private final HttpClient http;
    private final List<UUID> attempts;

    Vendors(HttpClient http, List<UUID> attempts) {
        this.http = http;
        this.attempts = List.copyOf(attempts);
    }

    @Override
    public Mono<Integer> send(long number) {
        UUID attempt = attempts.get((int) (number % attempts.size()));
        String path = "/api/v1/deliveries/" + attempt + "/ack";
        String body = "{\"success\":true,\"vendorMessageId\":\"m-" + number + "\"}";
        String timestamp = Long.toString(System.currentTimeMillis());
        String signature = "v1=" + hmac(timestamp + "." + path + "." + body);
        return http.headers(headers -> headers.set("X-Notification-Hub-Vendor", "ses")
                        .set("X-Notification-Hub-Timestamp", timestamp)
                        .set("X-Notification-Hub-Signature", signature))
                .post()
                .uri(path)
                .send(ByteBufMono.fromString(Mono.just(body)))
                .responseSingle((response, content) ->
                        content.then(Mono.just(response.status().code())));
    }

    static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(SECRET);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
