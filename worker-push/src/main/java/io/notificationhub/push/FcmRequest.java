package io.notificationhub.push;

import io.notificationhub.contracts.DeliveryRequested;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of {@code messages:send}. */
record FcmRequest(Message message) {
    /** Bytes. */
    static final int LARGEST = 4_096;

    private static final JsonMapper JSON = JsonMapper.shared();

    /** FCM keeps a message for an offline device at most four weeks. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(28);

    record Message(
            String token,
            Notification notification,
            Map<String, String> data,
            Android android,
            Headers apns,
            Headers webpush) {}

    record Notification(String title, String body) {}

    record Android(String priority, String ttl) {}

    record Headers(Map<String, String> headers) {}

    static FcmRequest of(DeliveryRequested request, Clock clock) {
        Urgency urgency = Urgency.of(request.kind());
        long seconds = life(request, clock).toSeconds();
        return new FcmRequest(new Message(
                request.address(),
                new Notification(request.content().title(), request.content().body()),
                Map.of(
                        "attemptId", request.attemptId().toString(),
                        "notificationId", request.notificationId().toString(),
                        "kind", request.kind().name()),
                new Android(urgency.android(), seconds + "s"),
                new Headers(Map.of(
                        "apns-priority", urgency.apns(),
                        "apns-expiration", Long.toString(clock.instant().getEpochSecond() + seconds))),
                new Headers(Map.of("TTL", Long.toString(seconds), "Urgency", urgency.webpush()))));
    }

    /** Handsets show less of a text than FCM carries, so one that is too long is shortened. Larger than FCM takes only if that doesn't help. */
    byte[] json() {
        byte[] whole = JSON.writeValueAsBytes(this);
        if (whole.length <= LARGEST) {
            return whole;
        }
        String body = message.notification().body();
        return JSON.writeValueAsBytes(withBody(Excerpt.of(body, Excerpt.bytes(body) - (whole.length - LARGEST))));
    }

    private FcmRequest withBody(String body) {
        return new FcmRequest(new Message(
                message.token(),
                new Notification(message.notification().title(), body),
                message.data(),
                message.android(),
                message.apns(),
                message.webpush()));
    }

    private static Duration life(DeliveryRequested request, Clock clock) {
        Duration left = Duration.between(clock.instant(), request.expiresAt());
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : left;
    }
}
