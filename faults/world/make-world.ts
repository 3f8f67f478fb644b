import { setTimeout as delay } from "node:timers/promises";
import { system } from "#db/tenant.ts";
import { insertApiKey } from "#domain/api-key/insert.ts";
import type { Actor } from "#domain/call/actor.ts";
import { systemActor } from "#domain/call/system-actor.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { deleteEndpoint } from "#domain/endpoint/delete.ts";
import { isDatabaseAway } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { createTenant } from "#domain/tenant/create.ts";
import type { Removal } from "#faults/evidence/evidence.ts";
import type { LedgerPath, LedgerReceiver } from "#harness/ledger-receiver.ts";
import { MAIN_TYPE, type PlannedEndpoint, REMOVED, SIDE_TYPES } from "./plan.ts";

export type WorldTenant = { id: string; publicId: string; actor: Actor; token: string };
/** `path` is its own, also where its receiver keeps no ledger. */
export type WorldEndpoint = Omit<PlannedEndpoint, "behaviour"> & { id: string; path: string };

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
  const { id } = await createTenant(system(), { slug, name: `Tenant ${slug}` });
  const { token } = await insertApiKey(system(), {
    tenantId: id,
    appId: null,
    name: "Load",
    permissions: ["send_events"],
    expiresAt: null,
  });
  const actor: Actor = { ...systemActor(id, { name: "Fault suite" }), permissions: ["manage_webhooks"] };
  return { id, publicId: formatId("tnt", id), actor, token };
}
