package io.notificationhub.template;

import io.notificationhub.templating.LocaleTag;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** Makes the HTML of a shipped e-mail from its plain text, so that the two say the same: blank lines separate paragraphs. */
final class EmailPage {
    private final String page;

    /** @param page HTML with the places {@code %LANG%}, {@code %TITLE%} and {@code %BODY%} */
    EmailPage(String page) {
        this.page = page.strip();
    }

    /** Placeholders of title and body stay placeholders. */
    String of(LocaleTag locale, String title, String body) {
        String paragraphs = Arrays.stream(body.strip().split("\\n{2,}"))
                .map(paragraph -> "        <p style=\"margin:0 0 16px\">"
                        + escape(paragraph).replace("\n", "<br>") + "</p>")
                .collect(Collectors.joining("\n"));
        return page.replace("%LANG%", locale.value())
                .replace("%TITLE%", escape(title))
                .replace("%BODY%", paragraphs);
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
