-- Attempts that are pending for longer than usual. Their own table keeps such a rare state out of the indexes of attempt.
CREATE TABLE attempt_watch (
    attempt_id uuid PRIMARY KEY
);

-- Every attempt older than this was looked at; ids are ordered by time.
CREATE TABLE attempt_watch_boundary (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    boundary uuid    NOT NULL
);
INSERT INTO attempt_watch_boundary (boundary) VALUES ('00000000-0000-0000-0000-000000000000');
