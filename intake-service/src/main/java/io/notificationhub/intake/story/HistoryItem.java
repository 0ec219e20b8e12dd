package io.notificationhub.intake.story;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A line of a recipient's history. */
public record HistoryItem(
        UUID notificationId, String title, Kind kind, String status, Instant createdAt, List<Channel> channels) {}
