-- Rows go in the order in which they came, but vacuum gives their space to new ones anywhere: a block range keeps its oldest time for ever, and after a day every range
-- looked old.
DROP INDEX counted_event_age;
CREATE INDEX counted_event_age ON counted_event (counted_at);
DROP INDEX failed_attempt_age;
CREATE INDEX failed_attempt_age ON failed_attempt (failed_at);
