-- How often a round was published again without a result: not for ever.
ALTER TABLE attempt_watch
    ADD COLUMN round integer NOT NULL DEFAULT 0,
    ADD COLUMN republished integer NOT NULL DEFAULT 0;
