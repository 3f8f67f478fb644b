import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { appId, at, bytes, createdAt, id, tenantId, xid8 } from "./column.ts";
import { apps } from "./tenant.ts";

export const eventTypes = pgTable(
  "event_types",
  {
    tenantId: tenantId(),
    appId: appId(),
    name: text("name").notNull(),
    description: text("description").notNull(),
    schema: jsonb("schema").$type<Record<string, unknown>>(),
    /** An example payload as the JSON text it was given in. */
    example: text("example"),
    archivedAt: at("archived_at"),
    createdAt: createdAt(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.appId, t.name] }),
    foreignKey({
      columns: [t.tenantId, t.appId],
      foreignColumns: [apps.tenantId, apps.id],
      name: "event_types_app_fk",
    }),
  ],
);

/** Partitioned by id, which carries the time. */
export const events = pgTable(
  "events",
  {
    id: id(),
    tenantId: tenantId(),
    appId: appId(),
    type: text("type").notNull(),
    contentType: text("content_type").notNull(),
    bodyBytes: integer("body_bytes").notNull(),
    bodySha256: bytes("body_sha256").notNull(),
    sourceId: uuid("source_id"),
    /** Made by Posthouse itself (a test, an operational event), not posted by the tenant. */
    isSynthetic: boolean("is_synthetic").notNull().default(false),
    createdAt: createdAt(),
    /** The transaction that stored it, in whose order of commits a consumer reads; null on what an older release stored. */
    commitXid: xid8("commit_xid").default(sql`pg_current_xact_id()`),
    /** The trace that the post belongs to (W3C Trace Context, `traceparent`). */
    traceparent: text("traceparent"),
  },
  (t) => [
    index("events_app").on(t.tenantId, t.appId, t.id),
    index("events_type").on(t.tenantId, t.appId, t.type, t.id),
    index("events_source").on(t.sourceId, t.id).where(sql`source_id is not null`),
    foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id], name: "events_app_fk" }),
  ],
);

/** The bytes as they were received, apart from `events`, because they are kept for a shorter time. */
export const eventPayloads = pgTable(
  "event_payloads",
  {
    id: id(),
    tenantId: tenantId(),
    appId: appId(),
    body: bytes("body").notNull(),
  },
  (t) => [
    foreignKey({
      columns: [t.tenantId, t.appId],
      foreignColumns: [apps.tenantId, apps.id],
      name: "event_payloads_app_fk",
    }),
  ],
);
