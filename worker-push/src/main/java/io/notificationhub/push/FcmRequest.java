package io.notificationhub.push;

import io.notificationhub.contracts.DeliveryRequested;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The JSON of {@code messages:send}. */
record FcmRequest(Message message) {
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

    private static Duration life(DeliveryRequested request, Clock clock) {
        Duration left = Duration.between(clock.instant(), request.expiresAt());
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : left;
    }
}
