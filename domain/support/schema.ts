import { z } from "zod";
import { ENDPOINT_STATUSES, STATUS_REASONS } from "#domain/endpoint/words.ts";
import { idOutput, pageInput, pageOutput, timestamp, trimmedInput } from "#domain/field.ts";
import { healthState, lastStatus } from "#domain/health/schema.ts";
import { SEARCH } from "#domain/rule/field.ts";
import { FIND_LENGTH_MAX, STAY_REASON } from "./words.ts";

const place = z.object({ slug: z.string(), name: z.string() });

const slugInput = z.string().trim().min(1, "Name a tenant").max(64).meta({ example: "acme" });

/** Why a staff member enters: the tenant's admins read it in their audit log. */
export const enterInput = z.strictObject({
  tenant: slugInput,
  reason: z
    .string()
    .trim()
    .min(STAY_REASON.lengthMin, `Say why in at least ${STAY_REASON.lengthMin} characters: the tenant’s admins read it`)
    .max(STAY_REASON.lengthMax, `Say it in at most ${STAY_REASON.lengthMax} characters`)
    .meta({ example: "Ticket 4711: deliveries to the till fail" }),
});

export const stay = z.object({
  tenant: place,
  /** The app that its dashboard opens with; null: the tenant has none. */
  app: z.string().nullable(),
  reason: z.string(),
  enteredAt: timestamp,
  endsAt: timestamp,
});
export type Stay = z.infer<typeof stay>;
export const stays = z.object({ data: z.array(stay) });

export const leaveInput = z.strictObject({ tenant: slugInput });
export const leftTenant = z.object({ tenant: place, endedAt: timestamp });

/** How a staff member may open a tenant now: as its member, in support mode until then, or after entering it. */
export const access = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("member") }),
  z.object({ kind: z.literal("support"), endsAt: timestamp }),
  z.object({ kind: z.literal("none") }),
]);
export type Access = z.infer<typeof access>;

export const supportedTenant = z.object({
  id: idOutput("tnt"),
  ...place.shape,
  app: z.string().nullable().describe("The app that its dashboard opens with"),
  endpoints: z.int(),
  failing: z.int().describe("Endpoints that failed last, or are suspended"),
  access,
  createdAt: timestamp,
});
export type SupportedTenant = z.infer<typeof supportedTenant>;
export const supportedTenantPage = pageOutput(supportedTenant);
export const listTenantsInput = z.strictObject({ q: trimmedInput(SEARCH).optional(), ...pageInput });

export const failingAnywhere = z.object({
  id: idOutput("ep"),
  name: z.string(),
  url: z.string(),
  tenant: place,
  app: place,
  status: z.enum(ENDPOINT_STATUSES),
  statusReason: z.enum(STATUS_REASONS).nullable(),
  state: healthState,
  consecutiveFailures: z.int(),
  failingSince: timestamp.nullable(),
  suspendsAt: timestamp.nullable(),
  lastStatus: lastStatus.nullable(),
  access,
});
export type FailingAnywhere = z.infer<typeof failingAnywhere>;
export const failingReport = z.object({ data: z.array(failingAnywhere), hasMore: z.boolean() });
export type FailingReport = z.infer<typeof failingReport>;

export const findInput = z.strictObject({ text: z.string().max(FIND_LENGTH_MAX) });

/** What an id names: its noun, what it is called, where it lives, and the page that shows it there. */
export const finding = z.object({
  id: z.string(),
  noun: z.enum([
    "tenant",
    "app",
    "person",
    "API key",
    "endpoint",
    "event",
    "delivery",
    "attempt",
    "source",
    "replay",
    "audit entry",
  ]),
  title: z.string(),
  tenant: place,
  app: z.string().nullable(),
  page: z.array(z.string()).describe("The parts of its page's address under the app"),
  access,
});
export type Finding = z.infer<typeof finding>;
export const findings = z.object({
  id: z.string().nullable().describe("The id that was recognised in the text; null: none"),
  data: z.array(finding),
});
export type Findings = z.infer<typeof findings>;
