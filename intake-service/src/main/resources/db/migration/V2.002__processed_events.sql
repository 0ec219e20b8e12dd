-- Domain events that made a notification, written in its transaction. Kept for longer than their topics keep them, and so for longer than the
-- idempotency key: a topic that is read again from its beginning makes nothing twice.
CREATE TABLE processed_events (
    topic           text        NOT NULL,
    event_id        text        NOT NULL,
    fingerprint     text        NOT NULL,
    notification_id uuid        NOT NULL,
    processed_at    timestamptz NOT NULL,
    PRIMARY KEY (topic, event_id)
);
CREATE INDEX processed_events_age ON processed_events (processed_at);
