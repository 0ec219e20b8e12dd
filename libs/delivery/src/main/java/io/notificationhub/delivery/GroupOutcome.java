package io.notificationhub.delivery;

import java.util.Map;
import java.util.UUID;

/** What a call with many messages came to. */
public sealed interface GroupOutcome {

    /** The same for all of them. */
    record Whole(Outcome outcome) implements GroupOutcome {}

    /** For each its own, by attempt. */
    record Each(Map<UUID, Outcome> outcomes) implements GroupOutcome {
        public Each {
            outcomes = Map.copyOf(outcomes);
        }
    }

    /** What became of one member. A vendor that forgot to say leaves it unknown. */
    default Outcome of(UUID attemptId) {
        return switch (this) {
            case Whole(Outcome outcome) -> outcome;
            case Each(Map<UUID, Outcome> outcomes) ->
                outcomes.getOrDefault(
                        attemptId, new Outcome.Ambiguous("NO_RESULT", "the answer tells nothing about the recipient"));
        };
    }
}
