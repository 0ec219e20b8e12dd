package io.notificationhub.dlqadmin.console;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** A language of the console. It is part of every address, because the gateway passes no cookies on. */
enum Language {
    EN,
    KO;

    private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.KOREAN);

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    Language other() {
        return this == EN ? KO : EN;
    }

    /** The language with this code; null if the console doesn't have it. */
    static @Nullable Language of(String code) {
        return switch (code) {
            case "en" -> EN;
            case "ko" -> KO;
            default -> null;
        };
    }

    /** That of the address, else the one the browser prefers. */
    static Language of(ServerHttpRequest request) {
        String[] parts = request.getPath().value().split("/", 4);
        Language named = parts.length > 2 ? of(parts[2]) : null;
        return named == null ? preferred(request) : named;
    }

    private static Language preferred(ServerHttpRequest request) {
        try {
            List<Locale.LanguageRange> wanted = request.getHeaders().getAcceptLanguage();
            Locale best = Locale.lookup(wanted, LOCALES);
            return Locale.KOREAN.equals(best) ? KO : EN;
        } catch (IllegalArgumentException malformed) {
            return EN;
        }
    }
}
