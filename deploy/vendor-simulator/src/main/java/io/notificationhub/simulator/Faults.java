package io.notificationhub.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The faults now in force; a change holds from the next call on. */
final class Faults {
    private final Map<Vendor, Fault> inForce = new ConcurrentHashMap<>();

    Fault of(Vendor vendor) {
        return inForce.getOrDefault(vendor, Fault.NONE);
    }

    void put(Vendor vendor, Fault fault) {
        inForce.put(vendor, fault);
    }

    void end(Vendor vendor) {
        inForce.remove(vendor);
    }
}
