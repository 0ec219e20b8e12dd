package io.notificationhub.delivery.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The vendors of a channel, in the order in which they are preferred. */
final class Vendors {
    private final List<Vendor> inOrder;

    Vendors(List<Vendor> inOrder) {
        if (inOrder.isEmpty()) {
            throw new IllegalArgumentException("A worker needs a vendor");
        }
        this.inOrder = List.copyOf(inOrder);
    }

    /** The most preferred, whether it takes messages or not. */
    Vendor first() {
        return inOrder.getFirst();
    }

    /** The first that takes messages now; null if none does. */
    @Nullable
    Vendor next() {
        for (Vendor vendor : inOrder) {
            if (vendor.admits()) {
                return vendor;
            }
        }
        return null;
    }

    /** Another one whose calls flow freely, for a message that the given one definitely has not taken. */
    @Nullable
    Vendor instead(Vendor of) {
        for (Vendor vendor : inOrder) {
            if (!vendor.name().equals(of.name()) && vendor.isAvailable()) {
                return vendor;
            }
        }
        return null;
    }
}
