package io.notificationhub.gateway;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a callback comes from a vendor.
 *
 * @param once what makes a repetition of this callback recognizable; null where the vendor's scheme repeats legitimately
 */
record Proof(String vendor, @Nullable UUID once) {}
