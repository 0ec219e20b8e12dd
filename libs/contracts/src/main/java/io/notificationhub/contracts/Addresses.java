package io.notificationhub.contracts;

import java.util.regex.Pattern;

/** The form an address must have on its channel, whether it is stored or comes with a request. */
public final class Addresses {
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_LOCAL_PART = 64;

    /** The dot-atom of RFC 5321 before the at sign; host labels of RFC 1123, at least two, after it. */
    private static final Pattern EMAIL = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+"
                    + "@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])");

    /** ITU-T E.164: a plus sign, then up to 15 digits, the first not zero; nobody in the world has fewer than seven. */
    private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private static final Pattern TOKEN = Pattern.compile("[!-~]{32,4096}");

    private Addresses() {}

    /** Whether this can be an address of the channel; not whether it exists. */
    public static boolean isValid(Channel channel, String address) {
        return switch (channel) {
            case PUSH -> TOKEN.matcher(address).matches();
            case EMAIL -> isEmail(address);
            case SMS, KAKAO_ALIMTALK -> PHONE.matcher(address).matches();
        };
    }

    private static boolean isEmail(String address) {
        return address.length() <= LONGEST_EMAIL
                && address.indexOf('@') <= LONGEST_LOCAL_PART
                && EMAIL.matcher(address).matches();
    }
}
