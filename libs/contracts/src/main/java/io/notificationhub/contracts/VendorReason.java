package io.notificationhub.contracts;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A vendor's words as they may be stored, shown and logged: without addresses, without line breaks, and short. */
public final class VendorReason {
    private static final int LONGEST = 200;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s<>\"',;:()]+@[^\\s<>\"',;:()]+|\\+?\\d(?:[ -]?\\d){6,}");

    private VendorReason() {}

    /**
     * Masks the message's own address and whatever else looks like an e-mail address or a phone number.
     *
     * @param words what the vendor said; nothing is a reason too
     * @param address where the message was to go
     */
    public static String of(@Nullable String words, String address) {
        if (words == null || words.isBlank()) {
            return "no reason given";
        }
        String line = CONTROL.matcher(words).replaceAll(" ").strip();
        String known = address.isBlank() ? line : line.replace(address, Masked.address(address));
        String masked = ADDRESS.matcher(known)
                .replaceAll(found -> Masked.address(found.group()).replace("$", "\\$"));
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST - 1) + "…";
    }
}
