package io.notificationhub.simulator;

import java.util.List;
import java.util.Optional;

/** A well-formed call of a vendor. It words every answer that the call can get; it does not decide which. */
non-sealed interface Submission extends Reading {
    List<Parcel> parcels();

    /** The vendor's answer when nothing but the recipients decides: one verdict per parcel, in order. */
    Settled settle(List<Verdict> verdicts);

    /** The vendor's answer when it is itself in trouble. */
    Settled fail(Fault fault);

    /** What the vendor later says about an accepted line; called only while receipts are switched on. */
    Optional<Callback> receipt(Line line, Fault fault);
}
