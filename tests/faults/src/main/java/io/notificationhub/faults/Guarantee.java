package io.notificationhub.faults;

/**
 * Something that the hub promises whatever breaks. Told of everything that producers and vendors see, in any order and from several threads while
 * producers post; asked once at the end, when nothing is on its way any more.
 */
interface Guarantee {
    default void onAccepted(Accepted accepted) {}

    default void onRefused(Refused refused) {}

    /** Told after the producers' part, in the order of arrival. */
    default void onVendor(Arrival arrival) {}

    /**
     * Checks the promise.
     *
     * @throws AssertionError naming what breaks it
     */
    void doAssert(Aftermath aftermath);
}
