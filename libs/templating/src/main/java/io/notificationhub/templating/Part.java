package io.notificationhub.templating;

/** A part of a template, with the longest text (in code points, as JSON Schema counts) that it may render to. */
public enum Part {
    TITLE(200),
    BODY(4_000),
    /** Escaping makes HTML longer than what its author wrote, so it has room to grow. */
    HTML(131_072);

    private final int maxRendered;

    Part(int maxRendered) {
        this.maxRendered = maxRendered;
    }

    public int maxRendered() {
        return maxRendered;
    }
}
