package io.notificationhub.templating;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the single-brace syntax: {@code {name}} is a variable, {@code {{}} and {@code }}} are literal braces, all else is text. Line ends become
 * {@code \n}. Other control characters and unpaired surrogates are refused, so a parsed text can be sent, stored and delimited by controls.
 */
final class Placeholders {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private final Part part;
    private final String source;
    private final List<Segment> segments = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    private Placeholders(Part part, String source) {
        this.part = part;
        this.source = source;
    }

    /** @throws Unreadable at the first problem */
    static List<Segment> parse(Part part, String source) {
        Placeholders reader = new Placeholders(part, source);
        for (int at = 0; at < source.length(); ) {
            at = reader.step(at);
        }
        reader.endLiteral();
        return List.copyOf(reader.segments);
    }

    private int step(int at) {
        char c = source.charAt(at);
        return switch (c) {
            case '{' -> next(at) == '{' ? literal(at, "{", 2) : variable(at);
            case '}' -> {
                if (next(at) != '}') {
                    throw problem(at, "'}' closes nothing; write }} for a literal brace");
                }
                yield literal(at, "}", 2);
            }
            case '\r' -> literal(at, "\n", next(at) == '\n' ? 2 : 1);
            default -> character(at, c);
        };
    }

    private int character(int at, char c) {
        if (Character.isISOControl(c) && c != '\n' && c != '\t') {
            throw problem(at, "control character U+%04X is not allowed".formatted((int) c));
        }
        int codePoint = source.codePointAt(at);
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            throw problem(at, "unpaired surrogate is not text");
        }
        return literal(at, Character.toString(codePoint), Character.charCount(codePoint));
    }

    private int variable(int open) {
        int close = open + 1;
        while (close < source.length() && source.charAt(close) != '}') {
            if (source.charAt(close) == '{') {
                throw problem(close, "placeholder inside a placeholder");
            }
            close++;
        }
        if (close == source.length()) {
            throw problem(open, "placeholder is not closed");
        }
        String name = source.substring(open + 1, close);
        if (name.isBlank()) {
            throw problem(open, "placeholder is empty");
        }
        if (!NAME.matcher(name).matches()) {
            throw problem(
                    open + 1,
                    "placeholder name must be a letter and up to 63 letters, digits, '_', '.' or '-'; write {{ for a literal brace");
        }
        endLiteral();
        segments.add(new Segment.Variable(name));
        return close + 1;
    }

    private int literal(int at, String text, int consumed) {
        literal.append(text);
        return at + consumed;
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            segments.add(new Segment.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private int next(int at) {
        return at + 1 < source.length() ? source.charAt(at + 1) : -1;
    }

    private Unreadable problem(int at, String message) {
        return new Unreadable(new TemplateSyntaxError.Problem(part, at, message));
    }

    /** Ends the reading of one part; the compiler gathers those of all parts. */
    static final class Unreadable extends RuntimeException {
        private final transient TemplateSyntaxError.Problem problem;

        Unreadable(TemplateSyntaxError.Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }

        TemplateSyntaxError.Problem problem() {
            return problem;
        }
    }
}
