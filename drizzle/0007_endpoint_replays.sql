-- Built before the old one goes: dropping locks readers out, too, so it comes last.
CREATE INDEX "deliveries_trigger_by_endpoint" ON "deliveries" USING btree ("tenant_id","app_id","trigger","id","endpoint_id") WHERE trigger <> 'event';--> statement-breakpoint
DROP INDEX "deliveries_trigger";--> statement-breakpoint
ALTER INDEX "deliveries_trigger_by_endpoint" RENAME TO "deliveries_trigger";
