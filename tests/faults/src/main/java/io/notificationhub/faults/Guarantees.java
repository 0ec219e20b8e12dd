package io.notificationhub.faults;

import java.util.ArrayList;
import java.util.List;

/** Several guarantees, told of everything together. */
record Guarantees(List<Guarantee> all) implements Guarantee {
    @Override
    public void onAccepted(Accepted accepted) {
        all.forEach(each -> each.onAccepted(accepted));
    }

    @Override
    public void onRefused(Refused refused) {
        all.forEach(each -> each.onRefused(refused));
    }

    @Override
    public void onVendor(Arrival arrival) {
        all.forEach(each -> each.onVendor(arrival));
    }

    @Override
    public void doAssert(Aftermath aftermath) {
        all.forEach(each -> each.doAssert(aftermath));
    }

    /** Checks all, whatever some say, and returns what is broken by the guarantee's name. */
    List<String> breaches(Aftermath aftermath) {
        List<String> breaches = new ArrayList<>();
        for (Guarantee each : all) {
            try {
                each.doAssert(aftermath);
            } catch (AssertionError broken) {
                breaches.add(each.getClass().getSimpleName() + ": " + broken.getMessage());
            }
        }
        return breaches;
    }
}
