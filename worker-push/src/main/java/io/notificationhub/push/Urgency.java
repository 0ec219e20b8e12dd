package io.notificationhub.push;

import io.notificationhub.contracts.Kind;

/** How soon a sleeping device is woken, in the words of each platform. */
enum Urgency {
    HIGH("HIGH", "10", "high"),
    NORMAL("NORMAL", "5", "normal"),
    LOW("NORMAL", "5", "low");

    private final String android;
    private final String apns;
    private final String webpush;

    Urgency(String android, String apns, String webpush) {
        this.android = android;
        this.apns = apns;
        this.webpush = webpush;
    }

    static Urgency of(Kind kind) {
        return switch (kind) {
            case SECURITY, TRANSACTIONAL -> HIGH;
            case SERVICE -> NORMAL;
            case MARKETING -> LOW;
        };
    }

    String android() {
        return android;
    }

    String apns() {
        return apns;
    }

    String webpush() {
        return webpush;
    }
}
