import { boolean, foreignKey, index, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { VERIFICATION_KINDS } from "#domain/source/words.ts";
import { appId, at, bytes, createdAt, id, tenantId } from "./column.ts";
import { apps } from "./tenant.ts";

export const sources = pgTable(
  "sources",
  {
    id: id(),
    tenantId: tenantId(),
    appId: appId(),
    name: text("name").notNull(),
    description: text("description").notNull(),
    processId: text("process_id"),
    threadId: text("thread_id"),
    defaultEventType: text("default_event_type"),
    /** SHA-256 of the unguessable part of the URL, to find the source; the part itself is kept encrypted. */
    tokenHash: bytes("token_hash").notNull().unique(),
    tokenEncrypted: bytes("token_encrypted").notNull(),
    verificationKind: text("verification_kind", { enum: VERIFICATION_KINDS }).notNull(),
    /** For kind `hmac`: header, algorithm, encoding, prefix. */
    verificationRule: jsonb("verification_rule").$type<Record<string, string>>(),
    isActive: boolean("is_active").notNull().default(true),
    /** When something was last accepted, give or take a few seconds: under load it is not written each time. */
    lastReceivedAt: at("last_received_at"),
    createdAt: createdAt(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [
    unique("sources_tenant_id").on(t.tenantId, t.id),
    index("sources_app").on(t.tenantId, t.appId, t.id),
    foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id], name: "sources_app_fk" }),
  ],
);

/** A source's secrets: a bcrypt hash for kind `token`, encrypted for the keyed kinds. */
export const sourceSecrets = pgTable(
  "source_secrets",
  {
    id: id(),
    tenantId: tenantId(),
    sourceId: uuid("source_id").notNull(),
    bcryptHash: text("bcrypt_hash"),
    encrypted: bytes("encrypted"),
    last4: text("last4").notNull(),
    expiresAt: at("expires_at"),
    createdAt: createdAt(),
  },
  (t) => [
    index("source_secrets_source").on(t.sourceId, t.id),
    foreignKey({
      columns: [t.tenantId, t.sourceId],
      foreignColumns: [sources.tenantId, sources.id],
      name: "source_secrets_source_fk",
    }).onDelete("cascade"),
  ],
);

/** Requests a source refused; bounded per source by the ingest door. */
export const sourceRefusals = pgTable(
  "source_refusals",
  {
    id: id(),
    tenantId: tenantId(),
    sourceId: uuid("source_id").notNull(),
    reason: text("reason").notNull(),
    headers: jsonb("headers").$type<Record<string, string>>().notNull(),
    remoteAddress: text("remote_address"),
    createdAt: createdAt(),
  },
  (t) => [
    index("source_refusals_source").on(t.sourceId, t.id),
    foreignKey({
      columns: [t.tenantId, t.sourceId],
      foreignColumns: [sources.tenantId, sources.id],
      name: "source_refusals_source_fk",
    }).onDelete("cascade"),
  ],
);

/** A provider's delivery id that has been seen at a source: a repeat is answered with the first event. */
export const sourceReceipts = pgTable(
  "source_receipts",
  {
    sourceId: uuid("source_id").notNull(),
    providerId: text("provider_id").notNull(),
    tenantId: tenantId(),
    eventId: uuid("event_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.sourceId, t.providerId] }),
    index("source_receipts_created").on(t.createdAt),
    foreignKey({
      columns: [t.tenantId, t.sourceId],
      foreignColumns: [sources.tenantId, sources.id],
      name: "source_receipts_source_fk",
    }).onDelete("cascade"),
  ],
);
