package io.notificationhub.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A callback as a vendor makes it, and as somebody else may have changed it on the way. */
record SignedCallback(String path, String vendor, String timestamp, String signature, String body) {
    private static final String ACK = "/api/v1/deliveries/0198-a/ack";

    static SignedCallback of(String vendor, String secret, long timestamp, String body) {
        return new SignedCallback(ACK, vendor, Long.toString(timestamp), sign(secret, timestamp, ACK, body), body);
    }

    static String sign(String secret, long timestamp, String path, String body) {
        byte[] mac = Hmac.sha256(secret.getBytes(UTF_8), (timestamp + "." + path + "." + body).getBytes(UTF_8));
        return "v1=" + HexFormat.of().formatHex(mac);
    }

    static String twilio(String secret, String url, Map<String, String> parameters) {
        StringBuilder signed = new StringBuilder(url);
        new TreeMap<>(parameters).forEach((name, value) -> signed.append(name).append(value));
        return Base64.getEncoder()
                .encodeToString(
                        Hmac.sha1(secret.getBytes(UTF_8), signed.toString().getBytes(UTF_8)));
    }

    SignedCallback path(String other) {
        return new SignedCallback(other, vendor, timestamp, signature, body);
    }

    SignedCallback vendor(String other) {
        return new SignedCallback(path, other, timestamp, signature, body);
    }

    SignedCallback timestamp(String other) {
        return new SignedCallback(path, vendor, other, signature, body);
    }

    SignedCallback signature(String other) {
        return new SignedCallback(path, vendor, timestamp, other, body);
    }

    SignedCallback body(String other) {
        return new SignedCallback(path, vendor, timestamp, signature, other);
    }

    SignedCallback shouted() {
        return signature("v1=" + signature.substring(3).toUpperCase(Locale.ROOT));
    }

    RawHttp.Reply sendTo(RawHttp gateway) throws IOException {
        return gateway.send("POST " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\n"
                + line("X-Notification-Hub-Vendor", vendor)
                + line("X-Notification-Hub-Timestamp", timestamp)
                + line("X-Notification-Hub-Signature", signature)
                + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
    }

    private static String line(String name, String value) {
        return value.equals("absent") ? "" : name + ": " + value + "\r\n";
    }
}
