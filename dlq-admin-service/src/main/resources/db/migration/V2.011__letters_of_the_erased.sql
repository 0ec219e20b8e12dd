-- Nothing is left to decide about them: intake has discarded their attempts.
UPDATE dead_letter SET status = 'DISCARDED' WHERE status = 'EXHAUSTED' AND erased_at IS NOT NULL;
