package io.notificationhub.preference;

import io.notificationhub.contracts.ProfileChanged.Platform;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A device as a producer registers it. */
record DeviceRegistration(
        @Nullable String recipientId,
        @Nullable Platform platform,
        @Nullable String token) {

    /** A registration whose fields are all there. */
    record Checked(String recipientId, Platform platform, String token) {
        String tokenHash() {
            return hash(token);
        }
    }

    /** @throws io.notificationhub.web.ProblemException 400 with all that is wrong */
    Checked checked() {
        FieldChecks checks = new FieldChecks();
        String id = checks.recipientId("recipientId", recipientId);
        String value = checks.token("token", token);
        if (platform == null) {
            checks.refuse("platform", "is required");
        }
        checks.orRefuse();
        return new Checked(id, Objects.requireNonNull(platform), value);
    }

    /** SHA-256 in hex, by which tokens are found. */
    static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
