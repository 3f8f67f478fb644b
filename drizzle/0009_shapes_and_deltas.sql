-- Written with each batch of results, and gone within seconds.
CREATE TABLE "health_deltas" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "health_deltas_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"minute" timestamp (3) with time zone NOT NULL,
	"succeeded" integer NOT NULL,
	"failed" integer NOT NULL,
	"dead_letter" integer NOT NULL,
	"duration_ms_sum" bigint NOT NULL,
	"latency" integer[] NOT NULL,
	"failures" integer NOT NULL,
	"failing_since" timestamp (3) with time zone,
	"last_success_at" timestamp (3) with time zone,
	"last_status_code" integer,
	"last_status_message" text,
	"last_status_at" timestamp (3) with time zone,
	"last_response_ms" integer
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);
--> statement-breakpoint
-- What the requests to an endpoint have in common, once instead of with every attempt.
CREATE TABLE "request_shapes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "request_shapes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"tenant_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"rule" smallint NOT NULL,
	"url" text NOT NULL,
	"header_names" jsonb NOT NULL,
	"user_agent" text NOT NULL,
	"version" text,
	CONSTRAINT "request_shapes_endpoint_fingerprint" UNIQUE("endpoint_id","fingerprint")
);
--> statement-breakpoint
-- Both are only written together with a row of deliveries_live, whose key has been checked.
ALTER TABLE "attempts" DROP CONSTRAINT "attempts_tenant_id_tenants_id_fk";
--> statement-breakpoint
ALTER TABLE "deliveries_ended" DROP CONSTRAINT "deliveries_ended_tenant_fk";
--> statement-breakpoint
ALTER TABLE "attempts" ALTER COLUMN "request_url" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "attempts" ALTER COLUMN "request_headers" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "shape_id" integer;
--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "content_type" text;
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "attempts_lost" smallint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "endpoint_health" ADD COLUMN "reset_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "request_shapes" ADD CONSTRAINT "request_shapes_endpoint_fk" FOREIGN KEY ("tenant_id","endpoint_id") REFERENCES "public"."endpoints"("tenant_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
SELECT posthouse_protect('health_deltas');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON health_deltas TO posthouse_system;
--> statement-breakpoint
SELECT posthouse_protect('request_shapes');
--> statement-breakpoint
GRANT SELECT ON request_shapes TO posthouse_tenant;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON request_shapes TO posthouse_system;
