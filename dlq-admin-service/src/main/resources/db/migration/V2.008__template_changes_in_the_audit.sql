-- What an entry about a template is about.
ALTER TABLE audit_entry
    ADD COLUMN template_id       uuid,
    ADD COLUMN template_key      text,
    ADD COLUMN template_locale   text,
    ADD COLUMN template_channel  text,
    ADD COLUMN template_revision integer,
    ADD CONSTRAINT template_is_whole_or_absent CHECK
        (num_nulls(template_id, template_key, template_locale, template_channel, template_revision) IN (0, 5));

-- A change that is told again is no second entry.
CREATE UNIQUE INDEX audit_entry_template ON audit_entry (template_id, template_revision) WHERE template_id IS NOT NULL;
