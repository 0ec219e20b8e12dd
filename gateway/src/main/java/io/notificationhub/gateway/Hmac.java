package io.notificationhub.gateway;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes. */
final class Hmac {
    private Hmac() {}

    /** Over the parts, one after the other. */
    static byte[] sha256(byte[] secret, byte[]... parts) {
        return of("HmacSHA256", secret, parts);
    }

    /** Over the parts, one after the other. Twilio's choice; as a keyed hash SHA-1 still holds. */
    static byte[] sha1(byte[] secret, byte[]... parts) {
        return of("HmacSHA1", secret, parts);
    }

    private static byte[] of(String algorithm, byte[] secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }
}
