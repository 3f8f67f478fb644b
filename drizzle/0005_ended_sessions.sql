CREATE TABLE "ended_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
-- The sign-in belongs to no tenant, so only the system role sees it.
GRANT SELECT, INSERT, UPDATE, DELETE ON ended_sessions TO posthouse_system;
