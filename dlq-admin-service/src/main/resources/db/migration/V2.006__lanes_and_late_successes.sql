-- Letters of a job are decided several at once. Each lane counts in a row of its own, so that none waits for another's commit.
CREATE TABLE bulk_job_count (
    job_id         uuid    NOT NULL,
    lane           integer NOT NULL,
    success_count  bigint  NOT NULL,
    failure_count  bigint  NOT NULL,
    first_error    text,
    first_error_at timestamptz,
    PRIMARY KEY (job_id, lane)
) WITH (fillfactor = 50);

-- Attempts of which a failure was told lately, and whether a success was told after it: its letter may come later than both.
CREATE TABLE failed_attempt (
    attempt_id uuid        PRIMARY KEY,
    failed_at  timestamptz NOT NULL,
    succeeded  boolean     NOT NULL DEFAULT false
) WITH (fillfactor = 80);
-- Rows come in the order of time and go in it.
CREATE INDEX failed_attempt_age ON failed_attempt USING brin (failed_at) WITH (pages_per_range = 32, autosummarize = on);
