package io.notificationhub.intake.accept;

import io.notificationhub.contracts.Channel;
import io.notificationhub.intake.decide.ChannelDecision;
import io.notificationhub.intake.decide.Reason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A request that is durable now. */
public sealed interface Acceptance {

    UUID notificationId();

    List<ChannelDecision> decisions();

    /** Handed over for these channels. */
    record FannedOut(UUID notificationId, List<Channel> channels, List<ChannelDecision> decisions)
            implements Acceptance {}

    /** Kept until {@code until} and decided again then; {@code planned} is what would be used now. */
    record Scheduled(UUID notificationId, Instant until, List<Channel> planned, List<ChannelDecision> decisions)
            implements Acceptance {}

    /** Will not be sent. */
    record Suppressed(UUID notificationId, Reason reason, List<ChannelDecision> decisions) implements Acceptance {}
}
