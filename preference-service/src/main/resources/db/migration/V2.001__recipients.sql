-- Everything here changes only under the lock of its recipient's row, which also carries the version that every change increments.
CREATE TABLE recipient (
    recipient_id        text        PRIMARY KEY CHECK (char_length(recipient_id) BETWEEN 1 AND 128),
    version             bigint      NOT NULL,
    -- An erased recipient keeps id and version and nothing else, so that no older event can revive it.
    erased              boolean     NOT NULL,
    email               text,
    phone               text,
    kakao_phone         text,
    locale              text,
    timezone            text,
    quiet_start         time,
    quiet_end           time,
    disable_quiet_hours boolean     NOT NULL DEFAULT false,
    preferred_channels  text[]      NOT NULL DEFAULT '{}',
    changed_at          timestamptz NOT NULL,
    erased_at           timestamptz,
    -- When the external user service last gave this field: what it said earlier, and comes later, changes nothing.
    email_told_at       timestamptz,
    phone_told_at       timestamptz,
    locale_told_at      timestamptz,
    timezone_told_at    timestamptz,
    CHECK ((quiet_start IS NULL) = (quiet_end IS NULL)),
    CHECK (NOT erased OR (
        num_nonnulls(email, phone, kakao_phone, locale, timezone, quiet_start, quiet_end) = 0
        AND NOT disable_quiet_hours AND preferred_channels = '{}'))
);

CREATE TABLE kind_choice (
    recipient_id  text        NOT NULL REFERENCES recipient,
    kind          text        NOT NULL CHECK (kind IN ('SECURITY', 'TRANSACTIONAL', 'SERVICE', 'MARKETING')),
    allowed       boolean     NOT NULL,
    night_allowed boolean     NOT NULL,
    updated_at    timestamptz NOT NULL,
    source        text        NOT NULL,
    PRIMARY KEY (recipient_id, kind),
    CHECK (allowed OR kind NOT IN ('SECURITY', 'TRANSACTIONAL'))
);

CREATE TABLE device (
    id            uuid        PRIMARY KEY,
    recipient_id  text        NOT NULL REFERENCES recipient,
    platform      text        NOT NULL CHECK (platform IN ('ANDROID', 'IOS', 'WEB')),
    token         text        NOT NULL,
    -- SHA-256 in hex: a token may be longer than an index entry.
    token_hash    text        NOT NULL UNIQUE,
    active        boolean     NOT NULL,
    registered_at timestamptz NOT NULL
);
CREATE INDEX device_recipient ON device (recipient_id, registered_at);

CREATE TABLE suppression (
    recipient_id text        NOT NULL REFERENCES recipient,
    channel      text        NOT NULL CHECK (channel IN ('EMAIL', 'SMS', 'KAKAO_ALIMTALK')),
    address      text        NOT NULL CHECK (char_length(address) <= 512),
    reason       text        NOT NULL CHECK (reason IN ('ADDRESS_INVALID', 'OPTED_OUT')),
    since        timestamptz NOT NULL,
    PRIMARY KEY (recipient_id, channel, address)
);
