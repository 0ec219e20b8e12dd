package io.notificationhub.intake.decide;

import io.notificationhub.contracts.Channel;
import java.util.regex.Pattern;

/** The form an address must have on its channel. */
public final class Addresses {
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    /** ITU-T E.164: a plus sign, then up to 15 digits, the first not zero. */
    private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{32,4096}");

    private Addresses() {}

    public static boolean isValid(Channel channel, String address) {
        return switch (channel) {
            case PUSH -> TOKEN.matcher(address).matches();
            case EMAIL -> EMAIL.matcher(address).matches();
            case SMS, KAKAO_ALIMTALK -> PHONE.matcher(address).matches();
        };
    }
}
