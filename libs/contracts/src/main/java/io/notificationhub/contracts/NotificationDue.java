package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** A scheduled or deferred notification has come due and is to be decided now. */
public record NotificationDue(UUID notificationId) implements HubEvent {
    public static final String TYPE = "notification.due.v1";

    public NotificationDue {
        requireNonNull(notificationId, "notificationId");
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String topic() {
        return Topics.DUE;
    }

    @Override
    public String key() {
        return notificationId.toString();
    }
}
