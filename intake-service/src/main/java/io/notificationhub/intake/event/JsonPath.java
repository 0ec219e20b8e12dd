package io.notificationhub.intake.event;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Where in an event a value stands: {@code $.a.b}, member names only. A route can't address anything that JSON in the wild has by accident. */
record JsonPath(List<String> members) {
    private static final Pattern FORM = Pattern.compile("\\$(\\.[A-Za-z_][A-Za-z0-9_-]*)+");

    /** Called by the binder of configuration properties, so that a bad path stops the start. */
    public static JsonPath valueOf(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no path; write $.member or $.member.member, with letters, digits, _ and -");
        }
        return new JsonPath(List.of(text.substring(2).split("\\.")));
    }

    /** The value, or a missing node. */
    JsonNode in(JsonNode event) {
        JsonNode node = event;
        for (String member : members) {
            node = node.path(member);
        }
        return node;
    }

    @Override
    public String toString() {
        return "$." + String.join(".", members);
    }
}
