-- Two roles that log in nowhere. posthouse_tenant sees one tenant's rows; posthouse_system sees all. The user that
-- connects is a member of both: it works as the system, and becomes the tenant role for a tenant's transaction.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['posthouse_tenant', 'posthouse_system'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', role_name);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- another database of this cluster was faster
    END;
    IF NOT pg_has_role(current_user, role_name, 'MEMBER') OR NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
      BEGIN
        EXECUTE format('GRANT %I TO CURRENT_USER', role_name);
      EXCEPTION WHEN unique_violation THEN
        NULL;
      END;
    END IF;
  END LOOP;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO posthouse_tenant, posthouse_system', current_schema());
END $$;
--> statement-breakpoint
-- The tenant of the running transaction; null when none is set, so that a comparison with it finds nothing.
CREATE FUNCTION posthouse_tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('posthouse.tenant_id', true), '')::uuid $$;
--> statement-breakpoint
-- Row-level security for one table or partition. Called for every table below and for every partition when it is made.
CREATE FUNCTION posthouse_protect(target regclass, tenant_column text DEFAULT 'tenant_id') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY tenant_only ON %s TO posthouse_tenant USING (%I = (SELECT posthouse_tenant_id())) WITH CHECK (%I = (SELECT posthouse_tenant_id()))', target, tenant_column, tenant_column);
  EXECUTE format('CREATE POLICY system_all ON %s TO posthouse_system USING (true) WITH CHECK (true)', target);
END $$;
--> statement-breakpoint
SELECT posthouse_protect(c.oid::regclass)
FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped);
--> statement-breakpoint
SELECT posthouse_protect('tenants', 'id');
--> statement-breakpoint
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE users FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- The inner table is itself under row-level security, so only members of the current tenant are seen.
CREATE POLICY tenant_only ON users FOR SELECT TO posthouse_tenant USING (id IN (SELECT user_id FROM memberships));
--> statement-breakpoint
CREATE POLICY system_all ON users TO posthouse_system USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO posthouse_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON
  api_keys, apps, attempts, deliveries, endpoint_health, endpoint_lanes, endpoints, event_payloads, event_types, events,
  health_rollups, idempotency_keys, memberships, replays, signing_secrets, source_receipts, source_refusals,
  source_secrets, sources TO posthouse_tenant;
--> statement-breakpoint
GRANT SELECT ON tenants, tenant_keys, support_sessions TO posthouse_tenant;
--> statement-breakpoint
GRANT SELECT (id, email, name, is_staff, created_at) ON users TO posthouse_tenant;
--> statement-breakpoint
-- Append-only: no UPDATE, no DELETE.
GRANT SELECT, INSERT ON audit_entries TO posthouse_tenant;
--> statement-breakpoint
-- Element-wise sum of two histograms of the same length.
CREATE FUNCTION posthouse_add(a integer[], b integer[]) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT array_agg(coalesce(x, 0) + coalesce(y, 0) ORDER BY i) FROM unnest(a, b) WITH ORDINALITY AS u(x, y, i) $$;
--> statement-breakpoint
CREATE AGGREGATE posthouse_sum(integer[]) (SFUNC = posthouse_add, STYPE = integer[], INITCOND = '{}');
