package io.notificationhub.simulator;

import java.io.ByteArrayOutputStream;

/** A request's body while it comes in; nearly every one comes in one piece and is not copied. */
final class RequestBody {
    static final int MOST_BYTES = 8 * 1024 * 1024;

    private byte[] first = {};
    private final ByteArrayOutputStream more = new ByteArrayOutputStream(0);
    private boolean tooBig;

    void add(byte[] piece) {
        if (first.length == 0) {
            first = piece;
        } else if (first.length + more.size() + piece.length > MOST_BYTES) {
            tooBig = true;
        } else {
            more.writeBytes(piece);
        }
    }

    boolean tooBig() {
        return tooBig || first.length > MOST_BYTES;
    }

    byte[] bytes() {
        if (more.size() == 0) {
            return first;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(first.length + more.size());
        whole.writeBytes(first);
        whole.writeBytes(more.toByteArray());
        return whole.toByteArray();
    }
}
