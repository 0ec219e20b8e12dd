-- Who did what. Entries are added and read, nothing else.
CREATE TABLE audit_entry (
    id         uuid        PRIMARY KEY,
    at         timestamptz NOT NULL,
    actor      text        NOT NULL,
    client_ip  text        NOT NULL,
    action     text        NOT NULL,
    attempt_id uuid,
    job_id     uuid,
    reason     text,
    forced     boolean,
    filter     jsonb,
    counts     jsonb
);
CREATE INDEX audit_entry_actor ON audit_entry (actor, id);
CREATE INDEX audit_entry_action ON audit_entry (action, id);
CREATE INDEX audit_entry_attempt ON audit_entry (attempt_id, id) WHERE attempt_id IS NOT NULL;

-- The service's role can't rewrite history, though it owns the table.
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM CURRENT_USER;
