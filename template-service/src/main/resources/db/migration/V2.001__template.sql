-- One row per key, locale and channel; what it says stands in its newest revision.
CREATE TABLE template (
    id         uuid        PRIMARY KEY,
    key        text        NOT NULL CHECK (length(key) BETWEEN 1 AND 128),
    locale     text        NOT NULL CHECK (locale = lower(locale)),
    channel    text        NOT NULL CHECK (channel IN ('PUSH', 'EMAIL', 'SMS', 'KAKAO_ALIMTALK')),
    revision   int         NOT NULL CHECK (revision >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (key, locale, channel)
);

-- Never changed and never deleted: a notification points to the revision it was rendered with, and an auditor to who wrote it.
CREATE TABLE template_revision (
    template_id          uuid        NOT NULL REFERENCES template (id),
    revision             int         NOT NULL CHECK (revision >= 1),
    title_template       text        NOT NULL,
    body_template        text        NOT NULL,
    html_template        text,
    vendor_template_code text,
    created_at           timestamptz NOT NULL,
    created_by           text        NOT NULL,
    created_from_ip      text        NOT NULL,
    PRIMARY KEY (template_id, revision)
);
