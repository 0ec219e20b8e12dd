package io.notificationhub.contracts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the link in an e-mail unsubscribes whom from. Whoever holds the link is believed and asked for nothing more, as RFC 8058 wants it, so the token is signed
 * (HMAC-SHA256, RFC 2104). It doesn't age: the link in an old e-mail must work too.
 */
public record UnsubscribeToken(String recipientId, Kind kind) {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String ALGORITHM = "HmacSHA256";
    /** So that no signature over anything else can be taken for one of these. */
    private static final String PURPOSE = "unsubscribe:";

    /** The token in characters that stand in a path as they are. */
    public String signed(String secret) {
        String claim = ENCODER.encodeToString((kind + ":" + recipientId).getBytes(StandardCharsets.UTF_8));
        return claim + "." + ENCODER.encodeToString(signature(claim, secret));
    }

    /** Empty for whatever none of the secrets has signed. */
    public static Optional<UnsubscribeToken> read(String token, Collection<String> secrets) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String claim = token.substring(0, dot);
        byte[] presented = token.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
        return secrets.stream().anyMatch(secret -> isSigned(claim, presented, secret))
                ? Optional.of(decoded(claim))
                : Optional.empty();
    }

    private static boolean isSigned(String claim, byte[] presented, String secret) {
        return MessageDigest.isEqual(ENCODER.encode(signature(claim, secret)), presented);
    }

    private static UnsubscribeToken decoded(String claim) {
        String[] parts = new String(Base64.getUrlDecoder().decode(claim), StandardCharsets.UTF_8).split(":", 2);
        return new UnsubscribeToken(parts[1], Kind.valueOf(parts[0]));
    }

    private static byte[] signature(String claim, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal((PURPOSE + claim).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
