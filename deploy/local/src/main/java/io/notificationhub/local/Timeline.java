package io.notificationhub.local;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A notification's way through the hub, channel by channel, as lines of a table. */
final class Timeline {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final List<String> rows = new ArrayList<>();
    private boolean allReached = true;

    /** Where to ask what the vendors got. */
    @FunctionalInterface
    interface VendorMessages {
        JsonNode of(String attemptId) throws InterruptedException;
    }

    /**
     * @param story the answer of {@code GET /api/v1/notifications/{id}}
     * @param published by attempt id
     */
    Timeline(JsonNode story, VendorMessages vendors, Map<String, Instant> published) throws InterruptedException {
        rows.add(row("CHANNEL", "VENDOR", "ACCEPTED", "PUBLISHED", "AT VENDOR", "RESULT", "STATE"));
        Instant accepted = Instant.parse(story.path("createdAt").asString());
        for (JsonNode attempt : story.path("attempts")) {
            String id = attempt.path("attemptId").asString();
            JsonNode messages = vendors.of(id);
            Instant atVendor = messages.isEmpty()
                    ? null
                    : Instant.parse(
                            messages.get(messages.size() - 1).path("receivedAt").asString());
            String completed = attempt.path("completedAt").asString("");
            String state = attempt.path("status").asString("");
            allReached &= atVendor != null && state.equals("SUCCEEDED");
            rows.add(row(
                    attempt.path("channel").asString(),
                    attempt.path("vendor").asString("-"),
                    CLOCK.format(accepted),
                    after(accepted, published.get(id)),
                    after(accepted, atVendor),
                    after(accepted, completed.isEmpty() ? null : Instant.parse(completed)),
                    state
                            + attempt.path("failureReason")
                                    .asStringOpt()
                                    .map(why -> " (" + why + ")")
                                    .orElse("")));
        }
        for (JsonNode decision : story.path("decisions")) {
            if (!decision.path("decision").asString("").equals("DISPATCHED")) {
                String what = decision.path("decision").asString("").toLowerCase(Locale.ROOT);
                String why = decision.path("reason").asString("no reason given");
                rows.add(row(
                        decision.path("channel").asString(""), "-", "-", "-", "-", "-", what + ": " + explained(why)));
            }
        }
    }

    List<String> rows() {
        return rows;
    }

    boolean allReachedTheirVendor() {
        return allReached;
    }

    private static String explained(String reason) {
        return reason.contains("NIGHT")
                ? reason + " (AlimTalk may not be sent between 21:00 and 08:00 in Korea)"
                : reason;
    }

    private static String after(Instant accepted, @org.jspecify.annotations.Nullable Instant then) {
        return then == null ? "-" : "+" + Duration.between(accepted, then).toMillis() + " ms";
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-15s %-7s %-13s %-11s %-11s %-11s %s", cells)
                .stripTrailing();
    }
}
