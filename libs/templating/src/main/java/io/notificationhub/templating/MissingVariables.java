package io.notificationhub.templating;

import java.util.List;
import java.util.SortedSet;

/** The values given for a template lack some of its variables. */
public final class MissingVariables extends RuntimeException {
    private final transient List<String> names;

    MissingVariables(SortedSet<String> names) {
        super("Missing variables: " + String.join(", ", names), null, false, false);
        this.names = List.copyOf(names);
    }

    /** All that are missing, in alphabetical order; never empty. */
    public List<String> names() {
        return names;
    }
}
