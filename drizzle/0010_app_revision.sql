ALTER TABLE "apps" ADD COLUMN "revision" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
-- An app's own settings: every column counts but those that the trigger names.
CREATE FUNCTION posthouse_revise_app() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(new) - tg_argv IS DISTINCT FROM to_jsonb(old) - tg_argv THEN
    new.revision := old.revision + 1;
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER revise_app BEFORE UPDATE ON apps FOR EACH ROW EXECUTE FUNCTION posthouse_revise_app('revision', 'created_at');
--> statement-breakpoint
-- The apps whose rows a statement has changed, in the order of their ids, so that two of these never wait for each other.
-- No lock but that of the app's row, and that one lets events be accepted. Columns that the trigger names do not count.
CREATE FUNCTION posthouse_revise_apps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed jsonb[];
  revised uuid[];
BEGIN
  IF tg_op = 'INSERT' THEN
    changed := array(SELECT to_jsonb(n) FROM new_rows n);
  ELSIF tg_op = 'DELETE' THEN
    changed := array(SELECT to_jsonb(o) FROM old_rows o);
  ELSE
    changed := array(
      (SELECT to_jsonb(n) - tg_argv FROM new_rows n EXCEPT SELECT to_jsonb(o) - tg_argv FROM old_rows o)
      UNION ALL
      (SELECT to_jsonb(o) - tg_argv FROM old_rows o EXCEPT SELECT to_jsonb(n) - tg_argv FROM new_rows n));
  END IF;
  revised := array(
    SELECT id FROM apps WHERE id IN (
      SELECT coalesce((r ->> 'app_id')::uuid, (SELECT app_id FROM endpoints WHERE id = (r ->> 'endpoint_id')::uuid))
      FROM unnest(changed) AS r)
    ORDER BY id FOR NO KEY UPDATE);
  UPDATE apps SET revision = revision + 1 WHERE id = ANY(revised);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER revise_apps_insert AFTER INSERT ON endpoints REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION posthouse_revise_apps();
--> statement-breakpoint
CREATE TRIGGER revise_apps_update AFTER UPDATE ON endpoints REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION posthouse_revise_apps('name', 'description', 'metadata', 'status_reason',
  'verification_checked_at', 'verification_reason', 'created_at', 'updated_at', 'deleted_at');
--> statement-breakpoint
CREATE TRIGGER revise_apps_delete AFTER DELETE ON endpoints REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION posthouse_revise_apps();
--> statement-breakpoint
CREATE TRIGGER revise_apps_insert AFTER INSERT ON signing_secrets REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION posthouse_revise_apps();
--> statement-breakpoint
CREATE TRIGGER revise_apps_update AFTER UPDATE ON signing_secrets REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION posthouse_revise_apps('last4', 'created_at');
--> statement-breakpoint
CREATE TRIGGER revise_apps_delete AFTER DELETE ON signing_secrets REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION posthouse_revise_apps();
