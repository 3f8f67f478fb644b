import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { ATTEMPT_ERRORS, DELIVERY_STATUSES, DELIVERY_TRIGGERS } from "#domain/delivery/words.ts";
import { REPLAY_STATES } from "#domain/replay/words.ts";
import { appId, at, bytes, createdAt, id, tenantId } from "./column.ts";
import { endpoints } from "./endpoint.ts";
import { apps, tenants } from "./tenant.ts";

const endpointId = () => uuid("endpoint_id").notNull();

const deliveryColumns = () => ({
  id: id(),
  tenantId: tenantId(),
  appId: appId(),
  endpointId: endpointId(),
  eventId: uuid("event_id").notNull(),
  eventType: text("event_type").notNull(),
  status: text("status", { enum: DELIVERY_STATUSES }).notNull().default("pending"),
  trigger: text("trigger", { enum: DELIVERY_TRIGGERS }).notNull().default("event"),
  replayOf: uuid("replay_of"),
  replayId: uuid("replay_id"),
  attemptCount: smallint("attempt_count").notNull().default(0),
  /** As the schedule stood when the delivery was made, renewed by each result. */
  maxAttempts: smallint("max_attempts").notNull(),
  /** Leases lost in a row: the third sets the delivery aside. */
  leasesLost: smallint("leases_lost").notNull().default(0),
  /** All attempts that a worker lost: they use up none of the schedule, so `maxAttempts` is as many more. */
  attemptsLost: smallint("attempts_lost").notNull().default(0),
  /** Whether its next attempt is a retry. Changes with `nextAttemptAt` only, never with a claim: it is indexed. */
  isRetry: boolean("is_retry").notNull().default(false),
  /** Null once the delivery has ended. */
  nextAttemptAt: at("next_attempt_at"),
  /** The worker that is sending it, and which of that worker's claims took it; both null unless it is `sending`. */
  workerId: integer("worker_id"),
  claim: integer("claim"),
  lastAttemptAt: at("last_attempt_at"),
  responseCode: smallint("response_code"),
  errorCode: text("error_code", { enum: ATTEMPT_ERRORS }),
  errorMessage: text("error_message"),
  durationMs: integer("duration_ms"),
  createdAt: createdAt(),
  completedAt: at("completed_at"),
});

/** The whole log, for whoever reads it: partitioned by status into the two tables below. Each part has its own indexes. */
export const deliveries = pgTable("deliveries", deliveryColumns());

/**
 * What waits and what is being sent. Small, with few indexes, and a claim changes no column of any: the new version of its
 * row stays on the page of the old one (a HOT update), and no index is told.
 */
export const deliveriesLive = pgTable("deliveries_live", deliveryColumns(), (t) => [
  index("deliveries_live_queue").on(t.endpointId, t.isRetry, t.nextAttemptAt),
  index("deliveries_live_retry").on(t.nextAttemptAt).where(sql`is_retry`),
  index("deliveries_live_suspect").on(t.endpointId, t.nextAttemptAt).where(sql`leases_lost >= 2`),
  index("deliveries_live_app").on(t.tenantId, t.appId, t.id),
  index("deliveries_live_event").on(t.tenantId, t.eventId),
  foreignKey({
    columns: [t.tenantId, t.endpointId],
    foreignColumns: [endpoints.tenantId, endpoints.id],
    name: "deliveries_live_endpoint_fk",
  }),
]);

/**
 * What has ended, partitioned by id: its rows are written once and moved here from the live part, whose key has checked
 * the endpoint.
 */
export const deliveriesEnded = pgTable("deliveries_ended", deliveryColumns(), (t) => [
  index("deliveries_app").on(t.tenantId, t.appId, t.id),
  index("deliveries_endpoint").on(t.tenantId, t.endpointId, t.id),
  index("deliveries_event").on(t.tenantId, t.eventId),
  // The log's filters. All but the types' index hold only what did not go as it should: they cost a success nothing.
  index("deliveries_type").on(t.tenantId, t.appId, t.eventType, t.id),
  index("deliveries_status")
    .on(t.tenantId, t.appId, t.status, t.id, t.eventType)
    .where(sql`status in ('failed', 'dead_letter', 'cancelled')`),
  index("deliveries_error").on(t.tenantId, t.appId, t.errorCode, t.id).where(sql`error_code is not null`),
  index("deliveries_code").on(t.tenantId, t.appId, t.responseCode, t.id).where(sql`response_code <> 200`),
  index("deliveries_trigger").on(t.tenantId, t.appId, t.trigger, t.id, t.endpointId).where(sql`trigger <> 'event'`),
  index("deliveries_replay").on(t.tenantId, t.replayId, t.id).where(sql`replay_id is not null`),
  index("deliveries_endpoint_status")
    .on(t.tenantId, t.endpointId, t.status, t.id)
    .where(sql`status in ('failed', 'dead_letter', 'cancelled')`),
  index("deliveries_endpoint_error").on(t.tenantId, t.endpointId, t.errorCode, t.id).where(sql`error_code is not null`),
]);

/**
 * A run of a worker that dispatches. Its deliveries and its parts of endpoints' limits are its own for as long as the lease
 * holds, which one row renews for all of them; a worker that comes back too late goes on under a new id.
 */
export const workers = pgTable("workers", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  leaseExpiresAt: at("lease_expires_at").notNull(),
  startedAt: at("started_at").notNull().defaultNow(),
});

/**
 * What a worker may have of an endpoint's limits without asking: the sums over all workers keep to `maxInFlight` and to the
 * rate limit. No slots: the worker would like some.
 */
export const laneShares = pgTable(
  "lane_shares",
  {
    endpointId: endpointId(),
    workerId: integer("worker_id")
      .notNull()
      .references(() => workers.id, { onDelete: "cascade" }),
    // Not the endpoint: whoever deletes that holds its row, and all workers would wait for one tenant.
    tenantId: tenantId().references(() => tenants.id),
    slots: smallint("slots").notNull(),
    /** Deliveries a second; null: the endpoint has no rate limit. */
    rate: real("rate"),
  },
  (t) => [primaryKey({ columns: [t.endpointId, t.workerId] }), index("lane_shares_worker").on(t.workerId)],
);

/**
 * What the requests to an endpoint have in common for as long as nobody changes it, stored once: with a delivery and an
 * attempt it says exactly what was sent (domain/delivery/rule/request-headers.ts, `rule` by number), values of the
 * endpoint's own headers and the signature aside.
 */
export const requestShapes = pgTable(
  "request_shapes",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    tenantId: tenantId(),
    endpointId: endpointId(),
    /** A hash of what follows. */
    fingerprint: text("fingerprint").notNull(),
    rule: smallint("rule").notNull(),
    url: text("url").notNull(),
    /** The endpoint's own headers, in order. */
    headerNames: jsonb("header_names").$type<string[]>().notNull(),
    userAgent: text("user_agent").notNull(),
    version: text("version"),
  },
  (t) => [
    unique("request_shapes_endpoint_fingerprint").on(t.endpointId, t.fingerprint),
    foreignKey({
      columns: [t.tenantId, t.endpointId],
      foreignColumns: [endpoints.tenantId, endpoints.id],
      name: "request_shapes_endpoint_fk",
    }).onDelete("cascade"),
  ],
);

/**
 * Partitioned by id. One HTTP request of a delivery, as it went out and as it was answered, known secrets hidden. Only
 * written together with its delivery, whose endpoint is checked: a key of its own would need an index to delete by.
 */
export const attempts = pgTable(
  "attempts",
  {
    id: id(),
    tenantId: tenantId(),
    deliveryId: uuid("delivery_id").notNull(),
    endpointId: endpointId(),
    number: smallint("number").notNull(),
    startedAt: at("started_at").notNull(),
    durationMs: integer("duration_ms"),
    dnsMs: integer("dns_ms"),
    connectMs: integer("connect_ms"),
    tlsMs: integer("tls_ms"),
    firstByteMs: integer("first_byte_ms"),
    remoteAddress: text("remote_address"),
    /** When the receiver's certificate ends, where it showed one. */
    certificateEndsAt: at("certificate_ends_at"),
    /** What its request has in common with others; the rest of its headers follows from the delivery. No key: see above. */
    shapeId: integer("shape_id"),
    /** Where it is not `application/json`. */
    contentType: text("content_type"),
    /** Where there is no shape: nothing was sent, or a release before shapes wrote it down. */
    requestUrl: text("request_url"),
    requestHeaders: jsonb("request_headers").$type<Record<string, string>>(),
    bodySha256: bytes("body_sha256"),
    bodyBytes: integer("body_bytes"),
    responseCode: smallint("response_code"),
    responseHeaders: jsonb("response_headers").$type<Record<string, string>>(),
    responseBody: bytes("response_body"),
    responseBodyBytes: integer("response_body_bytes"),
    isResponseTruncated: boolean("is_response_truncated").notNull().default(false),
    errorCode: text("error_code", { enum: ATTEMPT_ERRORS }),
    errorMessage: text("error_message"),
  },
  (t) => [index("attempts_delivery").on(t.deliveryId)],
);

/**
 * Partitioned by `at`. Counts and latencies of an endpoint's attempts, one row a minute (step 60) and one an hour
 * (step 3600), folded from the deltas below, and their sums (steps 600 and 21600; domain/health/sum-rollups.ts).
 * `latency` counts durations per bucket of domain/health/histogram.ts.
 */
export const healthRollups = pgTable(
  "health_rollups",
  {
    endpointId: endpointId(),
    stepSeconds: smallint("step_seconds").notNull(),
    at: at("at").notNull(),
    tenantId: tenantId(),
    appId: appId(),
    succeeded: integer("succeeded").notNull(),
    failed: integer("failed").notNull(),
    deadLetter: integer("dead_letter").notNull(),
    durationMsSum: bigint("duration_ms_sum", { mode: "number" }).notNull(),
    latency: integer("latency").array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.endpointId, t.stepSeconds, t.at] }),
    index("health_rollups_app").on(t.tenantId, t.appId, t.stepSeconds, t.at),
    foreignKey({
      columns: [t.tenantId, t.endpointId],
      foreignColumns: [endpoints.tenantId, endpoints.id],
      name: "health_rollups_endpoint_fk",
    }),
  ],
);

/**
 * What a batch of results says of an endpoint, written with them and folded into its rollups and its health by the
 * maintainer within seconds: rows that every batch changed would have as many versions as there are batches, and every
 * worker would wait for the others at them. No keys: those of what it is folded into are enough.
 */
export const healthDeltas = pgTable("health_deltas", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  recordedAt: at("recorded_at").notNull().defaultNow(),
  endpointId: endpointId(),
  tenantId: tenantId(),
  appId: appId(),
  /** The start of the minute in which the attempts ended. */
  minute: at("minute").notNull(),
  succeeded: integer("succeeded").notNull(),
  failed: integer("failed").notNull(),
  deadLetter: integer("dead_letter").notNull(),
  durationMsSum: bigint("duration_ms_sum", { mode: "number" }).notNull(),
  latency: integer("latency").array().notNull(),
  /** Failures since the batch's last success, or since its start; those of our own outages do not count. */
  failures: integer("failures").notNull(),
  failingSince: at("failing_since"),
  lastSuccessAt: at("last_success_at"),
  lastStatusCode: integer("last_status_code"),
  lastStatusMessage: text("last_status_message"),
  /** Null where all attempts were our own outages. */
  lastStatusAt: at("last_status_at"),
  lastResponseMs: integer("last_response_ms"),
});

/** A bulk replay: a durable job that goes through the matching deliveries in the order of their ids. */
export const replays = pgTable(
  "replays",
  {
    id: id(),
    tenantId: tenantId(),
    appId: appId(),
    filter: jsonb("filter").$type<Record<string, unknown>>().notNull(),
    state: text("state", { enum: REPLAY_STATES }).notNull().default("running"),
    ratePerSecond: integer("rate_per_second").notNull(),
    matched: integer("matched").notNull(),
    replayed: integer("replayed").notNull().default(0),
    skipped: integer("skipped").notNull().default(0),
    /** The last delivery handled, and the newest one that belongs to the job. */
    lastDeliveryId: uuid("last_delivery_id"),
    upToDeliveryId: uuid("up_to_delivery_id").notNull(),
    /** Generic cell rate algorithm, as for a lane: when the next replay may be made. */
    pacedUntil: at("paced_until"),
    createdAt: createdAt(),
    completedAt: at("completed_at"),
  },
  (t) => [
    unique("replays_tenant_id").on(t.tenantId, t.id),
    index("replays_app").on(t.tenantId, t.appId, t.id),
    index("replays_running").on(t.id).where(sql`state = 'running'`),
    foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id], name: "replays_app_fk" }),
  ],
);
