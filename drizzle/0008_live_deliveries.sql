-- What waits and what is being sent moves into a table of its own; the log that was `deliveries` becomes its other part.
-- The release before writes to what is moved here, so it must have stopped.
DO $$
BEGIN
  IF EXISTS (SELECT FROM deliveries) AND EXISTS (
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'posthouse' AND pid <> pg_backend_pid()
  ) THEN
    RAISE EXCEPTION 'Processes of the release before are still connected. This upgrade moves what they work on: stop all of them, then start this release.';
  END IF;
END $$;
--> statement-breakpoint
LOCK TABLE deliveries IN ACCESS EXCLUSIVE MODE;
--> statement-breakpoint
CREATE TABLE "workers" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "workers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"lease_expires_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lane_shares" (
	"endpoint_id" uuid NOT NULL,
	"worker_id" integer NOT NULL,
	"tenant_id" uuid NOT NULL,
	"slots" smallint NOT NULL,
	"rate" real,
	CONSTRAINT "lane_shares_endpoint_id_worker_id_pk" PRIMARY KEY("endpoint_id","worker_id")
);
--> statement-breakpoint
ALTER TABLE "lane_shares" ADD CONSTRAINT "lane_shares_worker_id_workers_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."workers"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "lane_shares" ADD CONSTRAINT "lane_shares_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "lane_shares_worker" ON "lane_shares" USING btree ("worker_id");
--> statement-breakpoint
ALTER TABLE "endpoint_lanes" DROP COLUMN "claims";
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "commit_xid" xid8;
--> statement-breakpoint
-- Apart from the column: what is there already keeps null, and no row is rewritten.
ALTER TABLE "events" ALTER COLUMN "commit_xid" SET DEFAULT pg_current_xact_id();
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "traceparent" text;
--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "certificate_ends_at" timestamp (3) with time zone;
--> statement-breakpoint
-- The defaults of the partitions that are there already: a column's default does not reach them by itself.
DO $$
DECLARE
  part regclass;
BEGIN
  FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'events'::regclass LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN commit_xid SET DEFAULT pg_current_xact_id()', part);
  END LOOP;
  -- The weeks' tables take the name of the part that they belong to from now on.
  FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'deliveries'::regclass LOOP
    EXECUTE format('ALTER TABLE %s RENAME TO %I', part,
      regexp_replace((SELECT relname FROM pg_class WHERE oid = part), '^deliveries_', 'deliveries_ended_'));
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE "deliveries" RENAME TO "deliveries_ended";
--> statement-breakpoint
ALTER TABLE "deliveries_ended" ADD COLUMN "is_retry" boolean DEFAULT false NOT NULL, ADD COLUMN "worker_id" integer, ADD COLUMN "claim" integer;
--> statement-breakpoint
DROP INDEX "deliveries_queue";
--> statement-breakpoint
DROP INDEX "deliveries_sending";
--> statement-breakpoint
ALTER TABLE "deliveries_ended" DROP COLUMN "lease_id", DROP COLUMN "lease_expires_at";
--> statement-breakpoint
-- An endpoint is checked where a delivery is born, in the live part.
ALTER TABLE "deliveries_ended" DROP CONSTRAINT "deliveries_endpoint_fk";
--> statement-breakpoint
ALTER TABLE "deliveries_ended" ADD CONSTRAINT "deliveries_ended_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Half of each page is left free, for the versions that a claim and a retry make of its rows; dead ones go soon.
CREATE TABLE "deliveries_live" (LIKE "deliveries_ended" INCLUDING DEFAULTS,
  CONSTRAINT "deliveries_live_status" CHECK (status IN ('pending', 'sending', 'retrying'))
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0.1);
--> statement-breakpoint
-- What was being sent belongs to a worker whose lease is over: it is taken up as after a crash.
WITH gone AS (
  INSERT INTO workers (lease_expires_at) SELECT now() - interval '1 minute'
  WHERE EXISTS (SELECT FROM deliveries_ended WHERE status = 'sending') RETURNING id
), moved AS (
  DELETE FROM deliveries_ended WHERE status IN ('pending', 'sending', 'retrying') RETURNING *
)
INSERT INTO deliveries_live (id, tenant_id, app_id, endpoint_id, event_id, event_type, status, trigger, replay_of, replay_id,
  attempt_count, max_attempts, leases_lost, is_retry, next_attempt_at, worker_id, claim, last_attempt_at, response_code,
  error_code, error_message, duration_ms, created_at)
SELECT id, tenant_id, app_id, endpoint_id, event_id, event_type, status, trigger, replay_of, replay_id,
  attempt_count, max_attempts, leases_lost, attempt_count > (status = 'sending')::int, coalesce(next_attempt_at, now()),
  CASE WHEN status = 'sending' THEN (SELECT id FROM gone) END, CASE WHEN status = 'sending' THEN 0 END, last_attempt_at,
  response_code, error_code, error_message, duration_ms, created_at
FROM moved;
--> statement-breakpoint
ALTER TABLE "deliveries_live" ADD PRIMARY KEY ("id");
--> statement-breakpoint
CREATE INDEX "deliveries_live_queue" ON "deliveries_live" USING btree ("endpoint_id","is_retry","next_attempt_at");
--> statement-breakpoint
CREATE INDEX "deliveries_live_retry" ON "deliveries_live" USING btree ("next_attempt_at") WHERE is_retry;
--> statement-breakpoint
CREATE INDEX "deliveries_live_suspect" ON "deliveries_live" USING btree ("endpoint_id","next_attempt_at") WHERE leases_lost >= 2;
--> statement-breakpoint
CREATE INDEX "deliveries_live_app" ON "deliveries_live" USING btree ("tenant_id","app_id","id");
--> statement-breakpoint
CREATE INDEX "deliveries_live_event" ON "deliveries_live" USING btree ("tenant_id","event_id");
--> statement-breakpoint
ALTER TABLE "deliveries_live" ADD CONSTRAINT "deliveries_live_endpoint_fk" FOREIGN KEY ("tenant_id","endpoint_id") REFERENCES "public"."endpoints"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE TABLE "deliveries" (LIKE "deliveries_ended" INCLUDING DEFAULTS) PARTITION BY LIST ("status");
--> statement-breakpoint
ALTER TABLE "deliveries" ATTACH PARTITION "deliveries_live" FOR VALUES IN ('pending', 'sending', 'retrying');
--> statement-breakpoint
ALTER TABLE "deliveries" ATTACH PARTITION "deliveries_ended" FOR VALUES IN ('succeeded', 'failed', 'dead_letter', 'cancelled');
--> statement-breakpoint
SELECT posthouse_protect('deliveries'), posthouse_protect('deliveries_live'), posthouse_protect('lane_shares');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON deliveries, deliveries_live TO posthouse_tenant, posthouse_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON workers, lane_shares TO posthouse_system;
--> statement-breakpoint
ANALYZE deliveries_live;
