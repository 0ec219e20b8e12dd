package io.notificationhub.preference;

import io.notificationhub.contracts.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The two pages behind the link in an e-mail, in Korean or English, made of nothing but themselves. */
final class UnsubscribePage {
    private static final String STYLE =
            "body{font:18px/1.6 sans-serif;max-width:32em;margin:15vh auto;padding:0 1em;color:#222}"
                    + "button{font:inherit;padding:.5em 1.5em;cursor:pointer}";

    /** Nothing is loaded, and the form leads nowhere but here. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash(STYLE)
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private UnsubscribePage() {}

    /** Asks whether it is meant. */
    static String question(Kind kind, @Nullable Locale locale) {
        return isKorean(locale)
                ? page("ko", "수신 거부", name(kind, locale) + " 더 이상 받지 않으시겠습니까?", button("수신 거부"))
                : page("en", "Unsubscribe", "Receive no more " + name(kind, locale) + "?", button("Unsubscribe"));
    }

    /** Says that it is done. */
    static String answer(Kind kind, @Nullable Locale locale) {
        return isKorean(locale)
                ? page("ko", "수신 거부 완료", "앞으로 " + name(kind, locale) + " 보내지 않습니다. 이 창은 닫으셔도 됩니다.", "")
                : page(
                        "en",
                        "Unsubscribed",
                        "We will send no more " + name(kind, locale) + ". You can close this page.",
                        "");
    }

    private static String name(Kind kind, @Nullable Locale locale) {
        boolean korean = isKorean(locale);
        return switch (kind) {
            case MARKETING -> korean ? "광고성 정보를" : "advertisements";
            case SERVICE -> korean ? "서비스 소식을" : "news about the service";
            case SECURITY, TRANSACTIONAL -> throw new IllegalArgumentException("Nobody can opt out of " + kind);
        };
    }

    private static String button(String label) {
        return "<form method=\"post\"><button>" + label + "</button></form>";
    }

    private static String page(String language, String title, String text, String form) {
        return """
                <!doctype html>
                <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title><style>%s</style></head>
                <body><h1>%s</h1><p>%s</p>%s</body></html>
                """.formatted(language, title, STYLE, title, text, form);
    }

    /** Programs that click by themselves speak no language. */
    private static boolean isKorean(@Nullable Locale locale) {
        return locale != null && locale.getLanguage().equals(Locale.KOREAN.getLanguage());
    }

    private static String hash(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
