import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { ROLES } from "#domain/member/words.ts";
import { at, bytes, createdAt, id, tenantId } from "./column.ts";

export const tenants = pgTable("tenants", {
  id: id(),
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  createdAt: createdAt(),
});

/** A tenant's data key, wrapped by a master key: what its secrets are encrypted with. The newest one encrypts. */
export const tenantKeys = pgTable(
  "tenant_keys",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    masterKeyId: text("master_key_id").notNull(),
    wrappedKey: bytes("wrapped_key").notNull(),
    createdAt: createdAt(),
  },
  (t) => [index("tenant_keys_tenant").on(t.tenantId)],
);

export const users = pgTable(
  "users",
  {
    id: id(),
    email: text("email").notNull().unique(),
    name: text("name").notNull(),
    passwordHash: text("password_hash"),
    /** Who this is at the single sign-on provider, from the first time they came that way: e-mails change hands. */
    ssoIssuer: text("sso_issuer"),
    ssoSubject: text("sso_subject"),
    isStaff: boolean("is_staff").notNull().default(false),
    /** Sessions made before this moment are no longer good. */
    sessionsValidFrom: at("sessions_valid_from").notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (t) => [unique("users_sso").on(t.ssoIssuer, t.ssoSubject)],
);

/** Sessions that were signed out before their token ran out; after that moment the row is of no use. */
export const endedSessions = pgTable("ended_sessions", { id: id(), expiresAt: at("expires_at").notNull() });

export const memberships = pgTable(
  "memberships",
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role", { enum: ROLES }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.userId] }), index("memberships_user").on(t.userId)],
);

/** A staff member's time-limited stay in a tenant. */
export const supportSessions = pgTable(
  "support_sessions",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    reason: text("reason").notNull(),
    expiresAt: at("expires_at").notNull(),
    endedAt: at("ended_at"),
    createdAt: createdAt(),
  },
  (t) => [index("support_sessions_user").on(t.userId, t.tenantId, t.expiresAt)],
);

export const apps = pgTable(
  "apps",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    suspensionMinFailures: integer("suspension_min_failures").notNull().default(10),
    suspensionMinSeconds: integer("suspension_min_seconds").notNull().default(432_000),
    requireVerification: boolean("require_verification").notNull().default(false),
    requireKnownEventTypes: boolean("require_known_event_types").notNull().default(false),
    validateEvents: boolean("validate_events").notNull().default(false),
    /** Seconds between attempts; null: the product's own schedule. */
    retrySchedule: integer("retry_schedule").array(),
    /** Changes with whatever decides where the app's events go and how they are sent (trigger `revise_apps`). */
    revision: bigint("revision", { mode: "number" }).notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [unique("apps_tenant_id").on(t.tenantId, t.id), unique("apps_tenant_slug").on(t.tenantId, t.slug)],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    /** The one app the key is confined to; null: every app of the tenant. */
    appId: uuid("app_id"),
    name: text("name").notNull(),
    secretHash: bytes("secret_hash").notNull(),
    permissions: text("permissions").array().notNull(),
    expiresAt: at("expires_at"),
    revokedAt: at("revoked_at"),
    lastUsedAt: at("last_used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    index("api_keys_tenant").on(t.tenantId),
    foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id], name: "api_keys_app" }),
  ],
);

/** What has been answered to an Idempotency-Key; the answer may hold a secret, so it is stored encrypted. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    operation: text("operation").notNull(),
    key: text("key").notNull(),
    requestHash: bytes("request_hash").notNull(),
    answer: bytes("answer"),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.operation, t.key] }), index("idempotency_keys_created").on(t.createdAt)],
);
