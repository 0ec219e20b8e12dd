-- Recipients erased a moment ago: what was being decided meanwhile is looked for once more.
CREATE TABLE recent_erasure (
    recipient_id  text        PRIMARY KEY,
    erased_at     timestamptz NOT NULL,
    look_again_at timestamptz NOT NULL
);
CREATE INDEX recent_erasure_due ON recent_erasure (look_again_at);
