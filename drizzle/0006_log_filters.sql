CREATE INDEX "deliveries_type" ON "deliveries" USING btree ("tenant_id","app_id","event_type","id");--> statement-breakpoint
CREATE INDEX "deliveries_status" ON "deliveries" USING btree ("tenant_id","app_id","status","id","event_type") WHERE status in ('failed', 'dead_letter', 'cancelled');--> statement-breakpoint
CREATE INDEX "deliveries_error" ON "deliveries" USING btree ("tenant_id","app_id","error_code","id") WHERE error_code is not null;--> statement-breakpoint
CREATE INDEX "deliveries_code" ON "deliveries" USING btree ("tenant_id","app_id","response_code","id") WHERE response_code <> 200;--> statement-breakpoint
CREATE INDEX "deliveries_trigger" ON "deliveries" USING btree ("tenant_id","app_id","trigger","id") WHERE trigger <> 'event';--> statement-breakpoint
CREATE INDEX "deliveries_replay" ON "deliveries" USING btree ("tenant_id","replay_id","id") WHERE replay_id is not null;--> statement-breakpoint
CREATE INDEX "deliveries_endpoint_status" ON "deliveries" USING btree ("tenant_id","endpoint_id","status","id") WHERE status in ('failed', 'dead_letter', 'cancelled');--> statement-breakpoint
CREATE INDEX "deliveries_endpoint_error" ON "deliveries" USING btree ("tenant_id","endpoint_id","error_code","id") WHERE error_code is not null;