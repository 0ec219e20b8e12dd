package io.notificationhub.push;

import java.text.BreakIterator;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** The beginning of a text that is too long, with an ellipsis. Never ends within what a reader sees as one character. */
final class Excerpt {
    private static final String ELLIPSIS = "…";
    private static final JsonMapper JSON = JsonMapper.shared();

    private Excerpt() {}

    /** As much as fits into so many bytes as a JSON string, its quotes not counted; empty if not even the ellipsis does. */
    static String of(String text, int bytes) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int fits = -1;
        int tooMuch = text.length();
        while (tooMuch - fits > 1) {
            int middle = (fits + tooMuch) >>> 1;
            if (bytes(upTo(middle, text, characters)) <= bytes) {
                fits = middle;
            } else {
                tooMuch = middle;
            }
        }
        return fits < 0 ? "" : upTo(fits, text, characters);
    }

    static int bytes(String text) {
        return JSON.writeValueAsBytes(text).length - 2;
    }

    private static String upTo(int index, String text, BreakIterator characters) {
        int end = characters.isBoundary(index) ? index : characters.preceding(index);
        return text.substring(0, end).stripTrailing() + ELLIPSIS;
    }
}
