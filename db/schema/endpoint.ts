import { boolean, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { ENDPOINT_STATUSES, STATUS_REASONS, VERIFICATION_STATUSES } from "#domain/endpoint/words.ts";
import { appId, at, bytes, createdAt, id, tenantId } from "./column.ts";
import { apps } from "./tenant.ts";

export const endpoints = pgTable(
  "endpoints",
  {
    id: id(),
    tenantId: tenantId(),
    appId: appId(),
    name: text("name").notNull(),
    description: text("description").notNull(),
    url: text("url").notNull(),
    /** Patterns the endpoint subscribes to; null: every event. */
    eventTypes: text("event_types").array(),
    status: text("status", { enum: ENDPOINT_STATUSES }).notNull().default("active"),
    statusReason: text("status_reason", { enum: STATUS_REASONS }),
    headerNames: text("header_names").array().notNull(),
    /** The custom headers as a JSON object, encrypted; null when there are none. */
    headersEncrypted: bytes("headers_encrypted"),
    timeoutMs: integer("timeout_ms").notNull(),
    rateLimitPerSecond: integer("rate_limit_per_second"),
    maxInFlight: integer("max_in_flight").notNull(),
    /** Seconds between attempts; null: the app's schedule. */
    retrySchedule: integer("retry_schedule").array(),
    version: text("version"),
    metadata: jsonb("metadata").$type<Record<string, string>>().notNull(),
    verificationStatus: text("verification_status", { enum: VERIFICATION_STATUSES }).notNull().default("unverified"),
    verificationCheckedAt: at("verification_checked_at"),
    verificationReason: text("verification_reason"),
    createdAt: createdAt(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    deletedAt: at("deleted_at"),
  },
  (t) => [
    unique("endpoints_tenant_id").on(t.tenantId, t.id),
    index("endpoints_app").on(t.tenantId, t.appId, t.id),
    foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id], name: "endpoints_app_fk" }),
  ],
);

export const signingSecrets = pgTable(
  "signing_secrets",
  {
    id: id(),
    tenantId: tenantId(),
    endpointId: uuid("endpoint_id").notNull(),
    encrypted: bytes("encrypted").notNull(),
    last4: text("last4").notNull(),
    /** When the secret stops signing; null for the newest one. */
    expiresAt: at("expires_at"),
    createdAt: createdAt(),
  },
  (t) => [
    index("signing_secrets_endpoint").on(t.endpointId, t.id),
    foreignKey({
      columns: [t.tenantId, t.endpointId],
      foreignColumns: [endpoints.tenantId, endpoints.id],
      name: "signing_secrets_endpoint_fk",
    }).onDelete("cascade"),
  ],
);

/** What the last results say of an endpoint. Apart from `endpoints`, because every batch of results writes it. */
export const endpointHealth = pgTable(
  "endpoint_health",
  {
    endpointId: uuid("endpoint_id").primaryKey(),
    tenantId: tenantId(),
    /** Failed attempts in a row; a success and a resume by hand reset it. */
    consecutiveFailures: integer("consecutive_failures").notNull().default(0),
    /** Failed attempts since the last success; only a success resets it. */
    errorsSinceLastSuccess: integer("errors_since_last_success").notNull().default(0),
    failingSince: at("failing_since"),
    /** How far the way to suspension had gone at the last warning: 0, 25, 50 or 75 percent. */
    warnedPercent: integer("warned_percent").notNull().default(0),
    lastSuccessAt: at("last_success_at"),
    lastStatusCode: integer("last_status_code"),
    lastStatusMessage: text("last_status_message"),
    lastStatusAt: at("last_status_at"),
    lastResponseMs: integer("last_response_ms"),
    /** When it was last resumed: what was recorded before is no part of a streak, even if it is folded later. */
    resetAt: at("reset_at"),
  },
  (t) => [
    index("endpoint_health_failing").on(t.failingSince),
    foreignKey({
      columns: [t.tenantId, t.endpointId],
      foreignColumns: [endpoints.tenantId, endpoints.id],
      name: "endpoint_health_endpoint_fk",
    }).onDelete("cascade"),
  ],
);

/** Where an endpoint's rate stood when a worker last gave its part of it back (`lane_shares`). */
export const endpointLanes = pgTable(
  "endpoint_lanes",
  {
    endpointId: uuid("endpoint_id").primaryKey(),
    tenantId: tenantId(),
    /** Generic cell rate algorithm: the theoretical arrival time of the next delivery. */
    pacedUntil: at("paced_until"),
  },
  (t) => [
    foreignKey({
      columns: [t.tenantId, t.endpointId],
      foreignColumns: [endpoints.tenantId, endpoints.id],
      name: "endpoint_lanes_endpoint_fk",
    }).onDelete("cascade"),
  ],
);

/**
 * Histories that are hidden and go in steps: of endpoints that were purged, or removed for good. Nearly always empty. A row
 * ends with its last step, and with its endpoint where that goes.
 */
export const historyPurges = pgTable(
  "history_purges",
  {
    endpointId: uuid("endpoint_id").primaryKey(),
    tenantId: tenantId(),
    /** What had ended before goes, and what waited is cancelled. */
    purgedAt: at("purged_at").notNull().defaultNow(),
    /** All of it goes, and the endpoint itself. */
    isPermanent: boolean("is_permanent").notNull().default(false),
    /** Some of what waited is not cancelled yet: the endpoint is sent nothing until it is. */
    isCancelling: boolean("is_cancelling").notNull().default(false),
  },
  (t) => [
    foreignKey({
      columns: [t.tenantId, t.endpointId],
      foreignColumns: [endpoints.tenantId, endpoints.id],
      name: "history_purges_endpoint_fk",
    }).onDelete("cascade"),
  ],
);
