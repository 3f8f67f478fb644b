import { setTimeout as delay } from "node:timers/promises";
import type { Actor } from "#domain/call/actor.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { deleteEndpoint } from "#domain/endpoint/delete.ts";
import { isDatabaseAway } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import type { Removal } from "#faults/evidence/evidence.ts";
import type { LedgerBehaviour, LedgerPath, LedgerReceiver } from "#harness/ledger-receiver.ts";
import { makeLoadTenant } from "#harness/tenant.ts";

export type WorldTenant = { publicId: string; actor: Actor; token: string };
/** `path` is its own, also where its receiver keeps no ledger. */
type WorldEndpoint = Omit<PlannedEndpoint, "behaviour"> & { id: string; path: string };

/** Two tenants, their endpoints, and a key each for sending. */
export type World = {
  tenants: { a: WorldTenant; b: WorldTenant };
  endpoints: readonly WorldEndpoint[];
  /** Whose event the `number`th is: a tenth for the second tenant, three tenths for endpoints that end badly. */
  address: (number: number) => { tenantId: string; token: string; type: string };
  /** Makes an endpoint of tenant a for a receiver of another kind; it takes events of the type `hostile.<name>`. */
  addEndpoint: (facts: { name: string; url: string; timeoutMs: number; maxInFlight?: number }) => Promise<string>;
  removeEndpoint: (id: string) => Promise<void>;
  /** Deletes the endpoint that is there to be deleted; null where the plan has none. */
  remove: () => Promise<Removal | null>;
};

/** Makes the planned endpoints and tells the receivers how to behave on their paths. */
export async function makeWorld(plan: readonly PlannedEndpoint[], receiver: LedgerReceiver): Promise<World> {
  const tenants = { a: await makeTenant("a"), b: await makeTenant("b") };
  const endpoints: WorldEndpoint[] = [];
  const paths: LedgerPath[] = [];
  for (const planned of plan) {
    const { name, eventTypes, retrySchedule, maxInFlight, rateLimitPerSecond } = planned;
    const path = `/${planned.tenant}/${name}`;
    const url = `${receiver.origin}${path}`;
    const settings = { name, url, eventTypes, retrySchedule, maxInFlight, rateLimitPerSecond };
    const { id, secret } = await createEndpoint({ actor: tenants[planned.tenant].actor }, settings);
    endpoints.push({ ...planned, id, path });
    paths.push({ path, behaviour: planned.behaviour, secrets: [secret] });
  }
  await receiver.behave(paths);
  return {
    tenants,
    endpoints,
    address: (number) => {
      const { publicId, token } = number % 10 === 3 ? tenants.b : tenants.a;
      return { tenantId: publicId, token, type: SIDE_TYPES[number % 10] ?? MAIN_TYPE };
    },
    addEndpoint: async ({ name, url, timeoutMs, maxInFlight = 10 }) => {
      const settings = {
        name,
        eventTypes: [`hostile.${name}`],
        retrySchedule: [1],
        maxInFlight,
        rateLimitPerSecond: null,
      };
      const { id } = await createEndpoint(
        { actor: tenants.a.actor },
        { ...settings, url, requestConfig: { timeoutMs } },
      );
      endpoints.push({ ...settings, id, path: `/elsewhere/${name}`, tenant: "a", isHealthy: false });
      return id;
    },
    removeEndpoint: (id) => deleteUntilDone(tenants.a.actor, id),
    remove: async () => {
      const removed = endpoints.find(({ name }) => name === REMOVED);
      if (!removed) return null;
      const requestedAtMs = Date.now();
      await deleteUntilDone(tenants[removed.tenant].actor, removed.id);
      return { endpointId: removed.id, requestedAtMs, answeredAtMs: Date.now() };
    },
  };
}

/** A person would try again, too, when the database is away. */
async function deleteUntilDone(actor: Actor, id: string): Promise<void> {
  for (let turn = 1; ; turn++) {
    try {
      await deleteEndpoint({ actor }, { id });
      return;
    } catch (error) {
      if (!isDatabaseAway(error) || turn === DELETE_TURNS_MAX) throw error;
      await delay(DELETE_AGAIN_AFTER_MS);
    }
  }
}

const DELETE_TURNS_MAX = 100;
const DELETE_AGAIN_AFTER_MS = 200;

async function makeTenant(slug: "a" | "b"): Promise<WorldTenant> {
  const { id, actor, token } = await makeLoadTenant(slug);
  return { publicId: formatId("tnt", id), actor, token };
}

/** An endpoint that a run has, and how its receiver behaves. */
export type PlannedEndpoint = {
  name: string;
  tenant: "a" | "b";
  /** Null: every event of its tenant. */
  eventTypes: string[] | null;
  behaviour: LedgerBehaviour;
  /** Seconds. */
  retrySchedule: number[];
  maxInFlight: number;
  rateLimitPerSecond: number | null;
  /** Its receiver accepts in the end. */
  isHealthy: boolean;
};

/** Events are posted for tenant b in one of ten cases; the others are tenant a's, of these types. */
export const MAIN_TYPE = "order.paid";
const SIDE_TYPES = ["side.refused", "side.gone", "side.removed"] as const;

/** The endpoint that is deleted when half of the events are posted. */
const REMOVED = "removed";

/** Short, and long enough to outlast every fault. */
const SCHEDULE: number[] = [1, 1, 2, 2, 3, 4, 5, 6, 8, 10];

const COMMON = { tenant: "a", eventTypes: null, rateLimitPerSecond: null } as const;

/**
 * Three endpoints that every event of tenant a goes to, three that a share goes to and that end badly, and a second
 * tenant's. Nobody answers at once, so that at every moment requests are on their way.
 */
export const STANDARD_PLAN: readonly PlannedEndpoint[] = [
  healthy("quick", { behaviour: { kind: "accepts", delayMs: [2, 30] } }),
  healthy("slow", { behaviour: { kind: "accepts", delayMs: [200, 500] } }),
  healthy("stumbling", { behaviour: { kind: "stumbles", delayMs: [5, 60], share: 0.25 } }),
  healthy("neighbour", { tenant: "b", behaviour: { kind: "accepts", delayMs: [5, 60] } }),
  sick("refusing", { eventTypes: [SIDE_TYPES[0]], behaviour: { kind: "refuses", delayMs: [2, 30] } }),
  sick("leaving", { eventTypes: [SIDE_TYPES[1]], behaviour: { kind: "leaves", delayMs: [2, 30], after: 5 } }),
  sick(REMOVED, { eventTypes: [SIDE_TYPES[2]], behaviour: { kind: "accepts", delayMs: [2, 30] } }),
];

type Facts = Partial<PlannedEndpoint> & Pick<PlannedEndpoint, "behaviour">;

export function healthy(name: string, facts: Facts): PlannedEndpoint {
  return { name, ...COMMON, retrySchedule: SCHEDULE, maxInFlight: 100, isHealthy: true, ...facts };
}

export function sick(name: string, facts: Facts): PlannedEndpoint {
  return { name, ...COMMON, retrySchedule: [1, 1], maxInFlight: 10, isHealthy: false, ...facts };
}
