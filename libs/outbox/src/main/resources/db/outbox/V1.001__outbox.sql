-- Rows wait here until they are due and the relay has handed them to Kafka. Every schema that publishes has this table.
CREATE TABLE outbox (
    id           uuid        PRIMARY KEY,
    topic        text        NOT NULL,
    key          text        NOT NULL,
    type         text        NOT NULL,
    payload      text        NOT NULL,
    traceparent  text,
    shard        smallint    NOT NULL CHECK (shard BETWEEN 0 AND 63),
    available_at timestamptz NOT NULL,
    created_at   timestamptz NOT NULL,
    failures     smallint    NOT NULL DEFAULT 0
) WITH (
    -- The table is a queue: nearly empty, all rows short-lived. Vacuum often, whatever its size.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_insert_threshold = -1,
    autovacuum_vacuum_cost_delay = 0
);
-- The relay reads the oldest due rows in this order.
CREATE INDEX outbox_due ON outbox (available_at, id);

-- Rows that Kafka refuses for good. They block nothing and wait for an operator.
CREATE TABLE outbox_parked (
    LIKE outbox,
    error     text        NOT NULL,
    parked_at timestamptz NOT NULL,
    PRIMARY KEY (id)
);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'relay') THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO relay', current_schema());
        GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO relay;
        GRANT SELECT, INSERT, DELETE ON outbox_parked TO relay;
    END IF;
END
$$;
