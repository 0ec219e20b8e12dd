-- A replayed letter whose time is over before a vendor takes it, or whose recipient is erased meanwhile, ends as EXPIRED.
ALTER TABLE dead_letter
    DROP CONSTRAINT dead_letter_status_check,
    ADD CONSTRAINT dead_letter_status_check CHECK (status IN ('EXHAUSTED', 'REPLAYED', 'RESOLVED', 'EXPIRED', 'DISCARDED'));

-- Counting by time or by cause reads one index and no letter.
DROP INDEX dead_letter_exhausted_at;
CREATE INDEX dead_letter_exhausted_at ON dead_letter (exhausted_at)
    INCLUDE (channel, error_class, vendor, vendor_code, template_key, producer_id, status);
CREATE INDEX dead_letter_producer ON dead_letter (producer_id, attempt_id);
CREATE INDEX dead_letter_vendor ON dead_letter (vendor, attempt_id) WHERE vendor IS NOT NULL;

-- Index-only scans want pages that vacuum has seen.
ALTER TABLE dead_letter SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05);
