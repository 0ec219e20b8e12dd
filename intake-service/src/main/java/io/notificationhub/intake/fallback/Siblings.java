package io.notificationhub.intake.fallback;

import io.notificationhub.contracts.Channel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A notification with its attempts, as far as a fallback has to know them. */
record Siblings(UUID notificationId, Instant expiresAt, String channels, String decisions, List<Sibling> attempts) {
    Siblings {
        attempts = List.copyOf(attempts);
    }

    /** One attempt; {@code alive} if it reached its recipient, or may still do so, as far as is known. */
    record Sibling(UUID id, Channel channel, boolean alive) {}

    Siblings with(List<Sibling> all) {
        return new Siblings(notificationId, expiresAt, channels, decisions, all);
    }

    /** Whether a stand-in on that channel would be the only one (but for what it stands in for), and nothing else on the first channel gets through. */
    boolean lack(Channel standIn, UUID parent, Channel from, Instant at) {
        return at.isBefore(expiresAt)
                && attempts.stream()
                        .noneMatch(
                                each -> each.channel() == standIn && !each.id().equals(parent))
                && attempts.stream()
                        .noneMatch(each -> each.channel() == from && !each.id().equals(parent) && each.alive());
    }
}
