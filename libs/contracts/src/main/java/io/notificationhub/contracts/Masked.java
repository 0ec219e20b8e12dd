package io.notificationhub.contracts;

/** Addresses as they may be shown and logged. */
public final class Masked {
    private Masked() {}

    /** The first two and the last two characters around {@code ***}; an address of up to four characters shows nothing. */
    public static String address(String address) {
        if (address.length() <= 4) {
            return "***";
        }
        return address.substring(0, 2) + "***" + address.substring(address.length() - 2);
    }
}
