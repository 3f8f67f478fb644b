import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { ACTOR_TYPES } from "#domain/audit/words.ts";
import { createdAt, id, tenantId } from "./column.ts";
import { tenants } from "./tenant.ts";

/** Partitioned by id. Who did what; the tenant role may add and read, never change or remove. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    appId: uuid("app_id"),
    actorType: text("actor_type", { enum: ACTOR_TYPES }).notNull(),
    actorId: uuid("actor_id"),
    actorName: text("actor_name").notNull(),
    action: text("action").notNull(),
    targetType: text("target_type").notNull(),
    /** The target's public id, or its name where the noun has no id. */
    targetId: text("target_id"),
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    ip: text("ip"),
    requestId: text("request_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("audit_entries_tenant").on(t.tenantId, t.id),
    index("audit_entries_target").on(t.tenantId, t.targetId, t.id),
  ],
);
