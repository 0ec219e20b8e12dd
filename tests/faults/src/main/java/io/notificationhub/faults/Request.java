package io.notificationhub.faults;

import java.util.List;

/**
 * One notification that a producer wants sent, under one idempotency key however often it has to ask.
 *
 * @param number grows per recipient in the order of asking; a producer asks for the next only when it has the answer to the last
 */
record Request(String run, long number, String recipient, Kind kind, List<String> channels) {
    private static final String OPEN = "[#";
    private static final String CLOSE = "]";

    /** What of a kind matters here. */
    enum Kind {
        SECURITY("priority"),
        TRANSACTIONAL("priority"),
        SERVICE("bulk"),
        MARKETING("bulk");

        private final String lane;

        Kind(String lane) {
            this.lane = lane;
        }

        String lane() {
            return lane;
        }
    }

    String key() {
        return run + "-" + number;
    }

    /** Whether the producer asks again until it is told yes. Nobody insists on an advertisement. */
    boolean insists() {
        return kind != Kind.MARKETING;
    }

    /** The key stands in title and body, so that a message tells its request wherever it turns up. */
    String json() {
        return "{\"recipientId\":\"" + recipient + "\",\"kind\":\"" + kind + "\",\"channels\":[\""
                + String.join("\",\"", channels) + "\"],\"title\":\"" + marked(key()) + "\",\"body\":\"Order "
                + marked(key()) + " is on its way.\"}";
    }

    static String marked(String key) {
        return OPEN + key + CLOSE;
    }

    /** The key in a message's text, empty if it is of no request of ours. */
    static String keyIn(String text) {
        int from = text.indexOf(OPEN);
        int to = text.indexOf(CLOSE, Math.max(from, 0));
        return from < 0 || to < 0 ? "" : text.substring(from + OPEN.length(), to);
    }
}
