package io.notificationhub.email;

import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the replies of an SMTP relay mean. Pure. */
final class SmtpReplies {
    private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -](\\d\\.\\d{1,3}\\.\\d{1,3})");

    /** No such mailbox, host or syntax, and a domain that takes no mail (RFC 3463, RFC 7505). */
    private static final Set<String> NO_SUCH_ADDRESS = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10");

    /** The relay wants another sign-in, or encryption. */
    private static final Set<Integer> OF_OUR_ACCOUNT = Set.of(530, 534, 535, 538);

    private SmtpReplies() {}

    /** What a refusal is about. */
    enum Stage {
        CONNECTION,
        RECIPIENT,
        MESSAGE
    }

    /**
     * @param code of the reply, 400 or more
     * @param text the whole reply
     * @param reason the same without addresses
     */
    static Outcome outcome(Stage stage, int code, String text, String reason) {
        String vendorCode = Integer.toString(code);
        if (code == 454) {
            return new Outcome.Throttled(vendorCode, reason, null);
        }
        if (stage == Stage.CONNECTION || code == 421 || OF_OUR_ACCOUNT.contains(code)) {
            return new Outcome.Transient(Scope.VENDOR, vendorCode, reason);
        }
        if (code < 500) {
            return new Outcome.Transient(stage == Stage.RECIPIENT ? Scope.RECIPIENT : Scope.VENDOR, vendorCode, reason);
        }
        return new Outcome.Permanent(vendorCode, reason, hygiene(text));
    }

    private static Hygiene hygiene(String text) {
        Matcher enhanced = ENHANCED.matcher(text);
        return enhanced.find() && NO_SUCH_ADDRESS.contains(enhanced.group(1)) ? Hygiene.ADDRESS_INVALID : Hygiene.NONE;
    }

    /** Whether only people can end failures with this {@code vendorCode}. */
    static boolean needsPeople(String vendorCode) {
        return vendorCode.matches("53[0458]");
    }
}
