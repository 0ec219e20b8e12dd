-- Consent to the nights is a word of its own, with its own time and source: what is said of the days later must not overwrite them.
ALTER TABLE kind_choice
    ADD COLUMN night_updated_at timestamptz,
    ADD COLUMN night_source     text;

UPDATE kind_choice SET night_updated_at = updated_at, night_source = source WHERE night_allowed;
