package io.notificationhub.faults;

import java.util.List;

/** What only one fault can look at, and has noted while it looked. */
record NoFindings(String what, List<String> findings) implements Guarantee {
    @Override
    public void doAssert(Aftermath aftermath) {
        Breach.ifAny(what, findings);
    }
}
