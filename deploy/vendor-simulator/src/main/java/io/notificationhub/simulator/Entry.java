package io.notificationhub.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A booked message in little memory: its four texts are one array of UTF-8, read again only when somebody asks. */
final class Entry {
    /** What this object and its array take beside the texts. */
    private static final int OVERHEAD = 80;

    private final Vendor vendor;
    private final Journal.Outcome outcome;
    private final int status;
    private final long receivedAt;
    private final byte[] text;
    private final boolean identified;
    private final int attemptIdEnd;
    private final int toEnd;
    private final int titleEnd;

    Entry(Vendor vendor, Parcel parcel, Journal.Outcome outcome, int status, long receivedAt) {
        this.vendor = vendor;
        this.outcome = outcome;
        this.status = status;
        this.receivedAt = receivedAt;
        String id = parcel.attemptId();
        this.identified = id != null;
        byte[] attemptId = utf8(id == null ? "" : id);
        byte[] to = utf8(parcel.to());
        byte[] title = utf8(parcel.title());
        byte[] body = utf8(parcel.body());
        this.attemptIdEnd = attemptId.length;
        this.toEnd = attemptIdEnd + to.length;
        this.titleEnd = toEnd + title.length;
        this.text = Arrays.copyOf(attemptId, titleEnd + body.length);
        System.arraycopy(to, 0, text, attemptIdEnd, to.length);
        System.arraycopy(title, 0, text, toEnd, title.length);
        System.arraycopy(body, 0, text, titleEnd, body.length);
    }

    Vendor vendor() {
        return vendor;
    }

    Journal.Outcome outcome() {
        return outcome;
    }

    int status() {
        return status;
    }

    Instant receivedAt() {
        return Instant.ofEpochMilli(receivedAt);
    }

    @Nullable
    String attemptId() {
        return identified ? text(0, attemptIdEnd) : null;
    }

    /** Whether this is the message's attempt id, without making a string of it. */
    boolean hasAttemptId(byte[] utf8) {
        return identified && Arrays.equals(text, 0, attemptIdEnd, utf8, 0, utf8.length);
    }

    String to() {
        return text(attemptIdEnd, toEnd);
    }

    String title() {
        return text(toEnd, titleEnd);
    }

    String body() {
        return text(titleEnd, text.length);
    }

    long bytes() {
        return (long) OVERHEAD + text.length;
    }

    private String text(int from, int end) {
        return new String(text, from, end - from, StandardCharsets.UTF_8);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
