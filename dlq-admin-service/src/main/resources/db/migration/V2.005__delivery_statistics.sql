-- Counted from the results and receipts of all deliveries. All of it can be made again from the topics: docs/operations.md says how.
CREATE TABLE projection (
    name       text    PRIMARY KEY,
    generation integer NOT NULL
);
INSERT INTO projection VALUES ('statistics', 1);

-- What was counted lately, so that nothing counts twice. A receipt has round 0.
CREATE TABLE counted_event (
    attempt_id uuid        NOT NULL,
    round      integer     NOT NULL,
    counted_at timestamptz NOT NULL,
    PRIMARY KEY (attempt_id, round)
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
-- Rows come in the order of time and go in it.
CREATE INDEX counted_event_age ON counted_event USING brin (counted_at) WITH (pages_per_range = 32, autosummarize = on);

-- Rounds by the UTC day they ended, and receipts by the day they came. A round without a vendor has the vendor ''.
CREATE TABLE delivery_stats (
    day              date   NOT NULL,
    channel          text   NOT NULL,
    vendor           text   NOT NULL,
    succeeded        bigint NOT NULL DEFAULT 0,
    failed_transient bigint NOT NULL DEFAULT 0,
    failed_permanent bigint NOT NULL DEFAULT 0,
    failed_ambiguous bigint NOT NULL DEFAULT 0,
    expired          bigint NOT NULL DEFAULT 0,
    calls            bigint NOT NULL DEFAULT 0,
    worker_millis    bigint NOT NULL DEFAULT 0,
    accepted_millis  bigint NOT NULL DEFAULT 0,
    delivered        bigint NOT NULL DEFAULT 0,
    undelivered      bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (day, channel, vendor)
) WITH (fillfactor = 50);

-- The last hours by the minute, for charts.
CREATE TABLE delivery_minute (
    minute    timestamptz NOT NULL,
    channel   text        NOT NULL,
    succeeded bigint      NOT NULL,
    failed    bigint      NOT NULL,
    expired   bigint      NOT NULL,
    PRIMARY KEY (minute, channel)
) WITH (fillfactor = 50);

-- The latest failures, not all: of a batch full of them the last hundred.
CREATE TABLE recent_failure (
    attempt_id      uuid        NOT NULL,
    round           integer     NOT NULL,
    at              timestamptz NOT NULL,
    notification_id uuid        NOT NULL,
    recipient_id    text        NOT NULL,
    kind            text        NOT NULL,
    channel         text        NOT NULL,
    vendor          text        NOT NULL,
    outcome         text        NOT NULL,
    vendor_code     text,
    reason          text,
    PRIMARY KEY (attempt_id, round)
);
CREATE INDEX recent_failure_at ON recent_failure (at DESC);
CREATE INDEX recent_failure_recipient ON recent_failure (recipient_id);
