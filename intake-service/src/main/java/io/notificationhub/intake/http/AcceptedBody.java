package io.notificationhub.intake.http;

import io.notificationhub.contracts.Channel;
import io.notificationhub.intake.accept.Acceptance;
import io.notificationhub.intake.decide.ChannelDecision;
import io.notificationhub.intake.decide.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The answer to an accepted request. */
record AcceptedBody(
        UUID notificationId,
        Status status,
        List<Channel> dispatchedChannels,
        List<Excluded> excluded,
        @Nullable Instant deferredUntil,
        @Nullable Reason suppressionReason) {

    enum Status {
        FANNED_OUT,
        SCHEDULED,
        SUPPRESSED
    }

    /** A channel that was left out. */
    record Excluded(Channel channel, Reason reason) {}

    static AcceptedBody of(Acceptance acceptance) {
        List<Excluded> excluded = acceptance.decisions().stream()
                .filter(each -> each.decision() == ChannelDecision.Verdict.EXCLUDED)
                .map(each -> new Excluded(each.channel(), Objects.requireNonNull(each.reason())))
                .toList();
        return switch (acceptance) {
            case Acceptance.FannedOut sent ->
                new AcceptedBody(sent.notificationId(), Status.FANNED_OUT, sent.channels(), excluded, null, null);
            case Acceptance.Scheduled later ->
                new AcceptedBody(
                        later.notificationId(), Status.SCHEDULED, later.planned(), excluded, later.until(), null);
            case Acceptance.Suppressed not ->
                new AcceptedBody(not.notificationId(), Status.SUPPRESSED, List.of(), excluded, null, not.reason());
        };
    }

    HttpStatus httpStatus() {
        return switch (status) {
            case FANNED_OUT, SCHEDULED -> HttpStatus.ACCEPTED;
            case SUPPRESSED -> HttpStatus.OK;
        };
    }
}
