package io.notificationhub.contracts;

/** What a vendor's answer says about the address itself. */
public enum Hygiene {
    NONE,
    /** The device token will never work again. */
    DEVICE_DEAD,
    /** The address doesn't exist (hard bounce, bad number). */
    ADDRESS_INVALID,
    /** The recipient told the vendor to stop or complained. */
    OPTED_OUT
}
