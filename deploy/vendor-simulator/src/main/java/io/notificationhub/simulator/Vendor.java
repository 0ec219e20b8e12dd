package io.notificationhub.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The simulated vendors, with the kind of address each takes and the shape of its error codes. */
enum Vendor {
    FCM(
            Address.NAME,
            "UNREGISTERED|INVALID_ARGUMENT|SENDER_ID_MISMATCH|THIRD_PARTY_AUTH_ERROR|QUOTA_EXCEEDED|UNAVAILABLE|INTERNAL"),
    SES(Address.NAME, "[A-Za-z]{3,100}"),
    SMTP(Address.NAME, "[245]\\.\\d{1,3}\\.\\d{1,3}"),
    TWILIO(Address.PHONE, "[1-9]\\d{4}"),
    NHN(Address.PHONE, "-?[1-9]\\d{0,4}");

    enum Address {
        NAME,
        PHONE
    }

    private final Address address;
    private final Pattern errorCode;

    Vendor(Address address, String errorCode) {
        this.address = address;
        this.errorCode = Pattern.compile(errorCode);
    }

    static Optional<Vendor> named(String wireName) {
        return Arrays.stream(values())
                .filter(v -> v.wireName().equals(wireName))
                .findFirst();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean takesPhones() {
        return address == Address.PHONE;
    }

    boolean knowsErrorCode(String code) {
        return errorCode.matcher(code).matches();
    }
}
