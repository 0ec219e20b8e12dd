package io.notificationhub.simulator;

/** Phone numbers compared on their digits: {@code +82 10-1234-5678}, {@code 821012345678} and {@code 01012345678} are one number. */
final class Phones {
    private Phones() {}

    static String digits(String phone) {
        StringBuilder digits = new StringBuilder(phone.length());
        for (int i = 0; i < phone.length(); i++) {
            char c = phone.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        return digits.toString();
    }

    static boolean same(String a, String b) {
        String left = national(a);
        return left.length() >= 7 && left.equals(national(b));
    }

    private static String national(String phone) {
        String digits = digits(phone);
        return digits.startsWith("82") ? "0" + digits.substring(2) : digits;
    }
}
