package io.notificationhub.gateway;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a callback comes from a vendor.
 *
 * @param once what makes a repetition of this callback recognizable; null where the vendor's scheme repeats legitimately
 * @param news whether there is something in it for a service; if not it is done with
 */
record Proof(String vendor, @Nullable UUID once, boolean news) {
    static Proof of(String vendor, @Nullable UUID once) {
        return new Proof(vendor, once, true);
    }
}
