-- One login role and one schema per service; a role owns its schema and sees no other.
-- The relay owns nothing: each service's migration grants it the outbox tables.
-- Statements are idempotent, so that a newer version of this file upgrades an existing data folder.
DO $$
DECLARE
  service text;
BEGIN
  FOREACH service IN ARRAY ARRAY['intake', 'preference', 'template', 'dlq', 'relay'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = service) THEN
      EXECUTE format('CREATE ROLE %I', service);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD %L', service, service);
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE notification_hub TO %I', service);
    IF service <> 'relay' THEN
      EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', service, service);
      EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', service);
      EXECUTE format('ALTER ROLE %I SET search_path = %I', service, service);
    END IF;
  END LOOP;
END
$$;
REVOKE ALL ON DATABASE notification_hub FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
