package io.notificationhub.intake.template;

import java.util.List;

/** The payload lacks variables that the templates need. */
public final class VariablesMissing extends RuntimeException {
    private final transient List<String> names;

    VariablesMissing(List<String> names) {
        super("Missing variables: " + String.join(", ", names), null, false, false);
        this.names = List.copyOf(names);
    }

    public List<String> names() {
        return names;
    }
}
