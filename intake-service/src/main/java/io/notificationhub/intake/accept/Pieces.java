package io.notificationhub.intake.accept;

import io.notificationhub.contracts.Channel;
import io.notificationhub.intake.decide.Reason;
import io.notificationhub.outbox.OutboxRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as columns. */
record Pieces(
        NewNotification.Status status,
        List<Channel> channels,
        @Nullable Reason reason,
        @Nullable Instant dueAt,
        List<NewNotification.NewAttempt> attempts,
        List<OutboxRow> events) {

    static Pieces of(Planner.Plan plan) {
        return switch (plan) {
            case Planner.Plan.FanOut fanOut ->
                new Pieces(
                        NewNotification.Status.FANNED_OUT,
                        fanOut.channels(),
                        null,
                        null,
                        fanOut.attempts(),
                        fanOut.events());
            case Planner.Plan.Wait wait ->
                new Pieces(
                        NewNotification.Status.SCHEDULED,
                        wait.planned(),
                        null,
                        wait.until(),
                        List.of(),
                        List.of(wait.due()));
            case Planner.Plan.Suppress suppress ->
                new Pieces(NewNotification.Status.SUPPRESSED, List.of(), suppress.reason(), null, List.of(), List.of());
        };
    }
}
