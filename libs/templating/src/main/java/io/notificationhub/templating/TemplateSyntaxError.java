package io.notificationhub.templating;

import java.util.List;

/** A template that can't be compiled. Tells the first problem of each part, in the order of the parts. */
public final class TemplateSyntaxError extends RuntimeException {
    private final transient List<Problem> problems;

    /**
     * What is wrong and where.
     *
     * @param position index of the offending character, counted from 0 in UTF-16 units of the text as it was given
     */
    public record Problem(Part part, int position, String message) {}

    TemplateSyntaxError(List<Problem> problems) {
        super(describe(problems.getFirst()), null, false, false);
        this.problems = List.copyOf(problems);
    }

    private static String describe(Problem first) {
        return first.part() + " at position " + first.position() + ": " + first.message();
    }

    /** Never empty. */
    public List<Problem> problems() {
        return problems;
    }

    /** Where the first problem is. */
    public int position() {
        return problems.getFirst().position();
    }
}
