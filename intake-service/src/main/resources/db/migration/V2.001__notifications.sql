-- One row per request. Columns that change are not indexed, so that updates stay heap-only (hence the fillfactor).
CREATE TABLE notification (
    id                 uuid        PRIMARY KEY,
    producer_id        text        NOT NULL,
    recipient_id       text        NOT NULL,
    kind               text        NOT NULL CHECK (kind IN ('SECURITY', 'TRANSACTIONAL', 'SERVICE', 'MARKETING')),
    status             text        NOT NULL CHECK (status IN
                           ('SCHEDULED', 'FANNED_OUT', 'COMPLETED', 'SUPPRESSED', 'CANCELLED', 'EXPIRED')),
    title              text        NOT NULL,
    template_key       text,
    template_locale    text,
    template_revision  integer,
    channels           text        NOT NULL,
    decisions          text        NOT NULL,
    suppression_reason text,
    -- What a scheduled notification is decided from when it comes due; null for all others.
    request            text,
    due_at             timestamptz,
    expires_at         timestamptz NOT NULL,
    open_attempts      integer     NOT NULL CHECK (open_attempts >= 0),
    traceparent        text,
    created_at         timestamptz NOT NULL
) WITH (fillfactor = 75);
CREATE INDEX notification_history ON notification (recipient_id, id DESC);

-- The fence behind the Redis claim. Stays whole when notifications are partitioned: a unique key must hold the partition key.
CREATE TABLE idempotency_key (
    producer_id     text        NOT NULL,
    key             text        NOT NULL,
    fingerprint     text        NOT NULL,
    notification_id uuid        NOT NULL,
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (producer_id, key)
);
CREATE INDEX idempotency_key_expiry ON idempotency_key (expires_at);

-- One row per channel of a notification, per device for PUSH. intake-service alone writes it.
CREATE TABLE attempt (
    id                uuid        PRIMARY KEY,
    notification_id   uuid        NOT NULL,
    channel           text        NOT NULL CHECK (channel IN ('PUSH', 'EMAIL', 'SMS', 'KAKAO_ALIMTALK')),
    status            text        NOT NULL CHECK (status IN ('PENDING', 'SUCCEEDED', 'EXHAUSTED', 'EXPIRED', 'DISCARDED')),
    round             integer     NOT NULL CHECK (round >= 1),
    retry_count       integer     NOT NULL CHECK (retry_count >= 0),
    address_masked    text        NOT NULL,
    -- The event that asks for delivery; a later round differs in its number only.
    message           text        NOT NULL,
    outbox_id         uuid,
    vendor            text,
    vendor_message_id text,
    error_class       text CHECK (error_class IN ('TRANSIENT', 'PERMANENT', 'AMBIGUOUS')),
    failure_reason    text,
    receipt           text        NOT NULL DEFAULT 'NONE' CHECK (receipt IN ('NONE', 'DELIVERED', 'FAILED')),
    next_attempt_at   timestamptz,
    created_at        timestamptz NOT NULL,
    completed_at      timestamptz,
    tries             text        NOT NULL DEFAULT '[]'
) WITH (fillfactor = 75);
CREATE INDEX attempt_notification ON attempt (notification_id);

-- Copy of the recipients' profiles, kept by preference.profile.changed. An erased one keeps its version only.
CREATE TABLE recipient_profile (
    recipient_id text    PRIMARY KEY,
    version      bigint  NOT NULL,
    erased       boolean NOT NULL,
    profile      text    NOT NULL
);
