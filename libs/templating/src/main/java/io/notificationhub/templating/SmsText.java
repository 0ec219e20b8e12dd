package io.notificationhub.templating;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How large a text is as a Korean text message, which is counted in EUC-KR bytes.
 *
 * @param bytes its length; a character that EUC-KR lacks counts as two, as long as any other that isn't ASCII
 * @param unsupported the characters that EUC-KR lacks, each once, in the order of their appearance: a Korean network replaces or drops them
 */
public record SmsText(int bytes, Size size, List<String> unsupported) {
    public static final int MAX_SMS_BYTES = 90;
    public static final int MAX_LMS_BYTES = 2_000;

    private static final Charset EUC_KR = Charset.forName("EUC-KR");

    /** What a text of this length is sent as. */
    public enum Size {
        /** A short message, up to {@value SmsText#MAX_SMS_BYTES} bytes. */
        SMS,
        /** A long message, up to {@value SmsText#MAX_LMS_BYTES} bytes. */
        LMS,
        /** Longer than any message: can't be sent. */
        TOO_LONG
    }

    public SmsText {
        unsupported = List.copyOf(unsupported);
    }

    public static SmsText of(String text) {
        CharsetEncoder encoder = EUC_KR.newEncoder();
        Set<String> unsupported = new LinkedHashSet<>();
        int bytes = 0;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            if (codePoint < 0x80) {
                bytes += 1;
            } else {
                bytes += 2;
                String character = Character.toString(codePoint);
                if (!encoder.canEncode(character)) {
                    unsupported.add(character);
                }
            }
        }
        return new SmsText(bytes, size(bytes), new ArrayList<>(unsupported));
    }

    private static Size size(int bytes) {
        if (bytes <= MAX_SMS_BYTES) {
            return Size.SMS;
        }
        return bytes <= MAX_LMS_BYTES ? Size.LMS : Size.TOO_LONG;
    }
}
