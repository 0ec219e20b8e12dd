package io.notificationhub.simulator;

import java.util.Locale;

/** What the always-on rules say about a recipient, so that anyone sees the retry and the dead-letter path without a control call. */
enum Verdict {
    DELIVERABLE,
    TEMPORARILY_UNAVAILABLE,
    UNDELIVERABLE;

    static Verdict of(Vendor vendor, String to, Fault fault) {
        if (!fault.unregisteredTokens().isEmpty() && fault.lists(vendor, to)) {
            return UNDELIVERABLE;
        }
        if (vendor.takesPhones()) {
            String digits = Phones.digits(to);
            return digits.endsWith("0000")
                    ? TEMPORARILY_UNAVAILABLE
                    : digits.endsWith("9999") ? UNDELIVERABLE : DELIVERABLE;
        }
        String name = to.toLowerCase(Locale.ROOT);
        return name.startsWith("fail")
                ? TEMPORARILY_UNAVAILABLE
                : name.startsWith("reject") ? UNDELIVERABLE : DELIVERABLE;
    }
}
