import type postgres from "postgres";
import { connectDatabase, disconnectDatabase, driver } from "#db/client.ts";
import type { Actor } from "#domain/call/actor.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { parseId } from "#domain/id.ts";
import { makeLoadTenant, masterKey, setSettings } from "#harness/tenant.ts";
import type { Stage } from "./stage.ts";

/** A database with one tenant, ready to be worked on. This process is connected to it. */
export type World = {
  databaseUrl: string;
  masterKey: string;
  sql: postgres.Sql;
  tenantId: string;
  appId: string;
  actor: Actor;
  /** An API key that may send events. */
  token: string;
  /** Makes an endpoint and answers its uuid. */
  addEndpoint: (facts: EndpointFacts) => Promise<string>;
};

export type EndpointFacts = { url: string; type: string; maxInFlight?: number; rateLimitPerSecond?: number | null };

export async function makeWorld(stage: Stage): Promise<World> {
  const databaseUrl = await stage.createDatabase();
  setSettings();
  connectDatabase(databaseUrl, { connectionsMax: 3 });
  stage.onEnd(disconnectDatabase);
  const { id: tenantId, actor, ...tenant } = await makeLoadTenant("bench");
  return {
    databaseUrl,
    masterKey,
    sql: driver(),
    tenantId,
    actor,
    ...tenant,
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
