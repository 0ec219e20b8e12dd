package io.notificationhub.simulator;

import org.jspecify.annotations.Nullable;

/** One message as it arrived: the hub's attempt id if the call carried one, the recipient's address, and what was to be said. */
record Parcel(@Nullable String attemptId, String to, String title, String body) {
    static final Parcel UNREADABLE = new Parcel(null, "", "", "");
}
