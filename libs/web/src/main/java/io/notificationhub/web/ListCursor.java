package io.notificationhub.web;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Places in one list that is ordered by id, opaque to clients. A checksum binds them to their list, so that a cursor that was given out by another one, or
 * made up, is refused and not taken for a place in this one. It is no secret: whoever may see the list may begin where they like.
 */
public final class ListCursor {
    private static final int ID = 16;
    private static final int CHECKSUM = 8;

    private final @Nullable Object[] scope;

    private ListCursor(@Nullable Object[] scope) {
        this.scope = scope;
    }

    /** @param scope all that decides what is in the list, always in the same order; null for what doesn't restrict it */
    public static ListCursor of(@Nullable Object... scope) {
        return new ListCursor(scope);
    }

    /** The cursor of the page that begins behind this id. */
    public String after(UUID last) {
        ByteBuffer bytes = ByteBuffer.allocate(ID + CHECKSUM)
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits());
        MessageDigest sha256 = sha256();
        sha256.update(bytes.array(), 0, ID);
        for (Object part : scope) {
            // No text that the hub takes holds U+0000: no two scopes look the same.
            sha256.update((part + "\0").getBytes(StandardCharsets.UTF_8));
        }
        bytes.put(sha256.digest(), 0, CHECKSUM);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The id behind which the page begins. @throws ProblemException for what {@link #after} did not make for the same list */
    public UUID read(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            UUID last = new UUID(bytes.getLong(), bytes.getLong());
            if (after(last).equals(cursor)) {
                return last;
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw foreign();
        }
        throw foreign();
    }

    private static ProblemException foreign() {
        return ProblemException.invalid("cursor", "was not made by this list");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
