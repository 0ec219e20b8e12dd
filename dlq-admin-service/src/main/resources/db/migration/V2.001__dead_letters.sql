-- One row per attempt that ever reached the desk. Content and recipient are NULL once the recipient was erased.
CREATE TABLE dead_letter (
    attempt_id      uuid        PRIMARY KEY,
    notification_id uuid        NOT NULL,
    recipient_id    text,
    producer_id     text        NOT NULL,
    kind            text        NOT NULL,
    channel         text        NOT NULL,
    status          text        NOT NULL CHECK (status IN ('EXHAUSTED', 'REPLAYED', 'RESOLVED', 'DISCARDED')),
    round           integer     NOT NULL,
    address_masked  text        NOT NULL,
    title           text,
    body            text,
    template_key    text,
    retry_count     integer     NOT NULL,
    max_retries     integer     NOT NULL,
    error_class     text        NOT NULL CHECK (error_class IN ('TRANSIENT', 'PERMANENT', 'AMBIGUOUS')),
    vendor          text,
    vendor_code     text,
    failure_reason  text,
    tries           jsonb       NOT NULL,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    exhausted_at    timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL,
    erased_at       timestamptz,
    CONSTRAINT erased_has_no_content CHECK
        (CASE WHEN erased_at IS NULL THEN num_nulls(recipient_id, title, body) = 0
              ELSE num_nonnulls(recipient_id, title, body, failure_reason) = 0 END)
);
-- Each filter of the desk has an index that yields the desk's order, so that a page costs the same however many letters there are.
CREATE INDEX dead_letter_channel ON dead_letter (channel, attempt_id);
CREATE INDEX dead_letter_error_class ON dead_letter (error_class, attempt_id);
CREATE INDEX dead_letter_vendor_code ON dead_letter (vendor_code, attempt_id) WHERE vendor_code IS NOT NULL;
CREATE INDEX dead_letter_recipient ON dead_letter (recipient_id, attempt_id) WHERE recipient_id IS NOT NULL;
CREATE INDEX dead_letter_template ON dead_letter (template_key, attempt_id) WHERE template_key IS NOT NULL;
CREATE INDEX dead_letter_exhausted_at ON dead_letter (exhausted_at) INCLUDE (channel, error_class);
CREATE INDEX dead_letter_open ON dead_letter (attempt_id) WHERE status = 'EXHAUSTED';
-- Every result of the hub is looked up here; almost none is found.
CREATE INDEX dead_letter_replayed ON dead_letter (attempt_id) WHERE status = 'REPLAYED';

-- Tombstones: a dead letter of a message made before the erasure may arrive after it.
CREATE TABLE erased_recipient (
    recipient_id text        PRIMARY KEY,
    erased_at    timestamptz NOT NULL
);
