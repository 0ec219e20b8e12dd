package io.notificationhub.simulator;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Message ids in the vendors' shapes: unique within a run by a counter, between runs by the prefix. */
final class VendorIds {
    private static final HexFormat HEX = HexFormat.of();

    private final String run;
    private final AtomicLong counter = new AtomicLong();

    VendorIds(long runPrefix) {
        this.run = HEX.toHexDigits(runPrefix);
    }

    /** 32 hexadecimal digits. */
    String hex() {
        return run + HEX.toHexDigits(counter.incrementAndGet());
    }
}
