import { randomBytes } from "node:crypto";
import type postgres from "postgres";
import { connectDatabase, disconnectDatabase, driver } from "#db/client.ts";
import { system } from "#db/tenant.ts";
import { insertApiKey } from "#domain/api-key/insert.ts";
import type { Actor } from "#domain/call/actor.ts";
import { systemActor } from "#domain/call/system-actor.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { parseId } from "#domain/id.ts";
import { createTenant } from "#domain/tenant/create.ts";
import { RECEIVER_SETTINGS } from "#harness/receiver.ts";
import type { Stage } from "./stage.ts";

/** A database with one tenant, ready to be worked on. This process is connected to it. */
export type World = {
  databaseUrl: string;
  masterKey: string;
  sql: postgres.Sql;
  tenantId: string;
  appId: string;
  /** An API key that may send events. */
  token: string;
  /** Makes an endpoint and answers its uuid. */
  addEndpoint: (facts: EndpointFacts) => Promise<string>;
};

export type EndpointFacts = { url: string; type: string; maxInFlight?: number; rateLimitPerSecond?: number | null };

// One for all rows: a process reads its settings once.
export const masterKey = randomBytes(32).toString("base64");

/** The settings that this process works with, in whichever row. */
export function setBenchSettings(): void {
  Object.assign(process.env, RECEIVER_SETTINGS, { POSTHOUSE_MASTER_KEY: masterKey, NEXTAUTH_SECRET: masterKey });
}

export async function makeWorld(stage: Stage): Promise<World> {
  const databaseUrl = await stage.createDatabase();
  setBenchSettings();
  connectDatabase(databaseUrl, { connectionsMax: 3 });
  stage.onEnd(disconnectDatabase);
  const { id: tenantId, appId } = await createTenant(system(), { slug: "bench", name: "Benchmark" });
  const { token } = await insertApiKey(system(), {
    tenantId,
    appId: null,
    name: "Load",
    permissions: ["send_events"],
    expiresAt: null,
  });
  const actor: Actor = { ...systemActor(tenantId, { name: "Benchmark" }), permissions: ["manage_webhooks"] };
  return {
    databaseUrl,
    masterKey,
    sql: driver(),
    tenantId,
    appId,
    token,
    addEndpoint: async ({ url, type, maxInFlight = 100, rateLimitPerSecond = null }) => {
      const settings = { name: type, url, eventTypes: [type], maxInFlight, rateLimitPerSecond };
      const { id } = await createEndpoint({ actor }, settings);
      const uuid = parseId("ep", id);
      if (uuid === null) throw new Error(`${id} is no endpoint's id.`);
      return uuid;
    },
  };
}

/** The size of a message, as most webhooks are. */
export const BODY_BYTES = 1024;

/** Enough endpoints that no limit of theirs binds. */
const ENDPOINTS = 10;

/** The endpoints that take a backlog; answers their uuids. */
export async function addEndpoints(world: World, origin: string): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 1; number <= ENDPOINTS; number++) {
    ids.push(await world.addEndpoint({ url: `${origin}/quick/${number}`, type: "bench.backlog" }));
  }
  return ids;
}
