-- A bulk action and how far it is. Whoever holds the lease works on it; a lease that ran out may be taken by any replica.
CREATE TABLE bulk_job (
    job_id          uuid        PRIMARY KEY,
    operation       text        NOT NULL CHECK (operation IN ('REPLAY', 'DISCARD')),
    state           text        NOT NULL CHECK (state IN ('RUNNING', 'SUCCEEDED', 'PARTIAL_FAILURE', 'FAILED', 'CANCELLED')),
    reason          text        NOT NULL,
    operator        text        NOT NULL,
    client_ip       text        NOT NULL,
    traceparent     text,
    filter          jsonb       NOT NULL,
    rate_per_second integer     CHECK (rate_per_second > 0),
    total_count     bigint      NOT NULL,
    success_count   bigint      NOT NULL DEFAULT 0,
    failure_count   bigint      NOT NULL DEFAULT 0,
    first_error     text,
    started_at      timestamptz NOT NULL,
    finished_at     timestamptz,
    lease_owner     uuid,
    lease_until     timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT finished_when_not_running CHECK ((state = 'RUNNING') = (finished_at IS NULL))
) WITH (fillfactor = 50);
CREATE INDEX bulk_job_running ON bulk_job (job_id) WHERE state = 'RUNNING';

-- The letters a job still has to decide, as they were when it started. A row goes in the transaction that decides its letter.
-- No foreign key: rows are made by the statement that makes the job, 100,000 at a time, and jobs are never deleted.
CREATE TABLE bulk_job_item (
    job_id     uuid    NOT NULL,
    attempt_id uuid    NOT NULL,
    round      integer NOT NULL,
    PRIMARY KEY (job_id, attempt_id)
);
