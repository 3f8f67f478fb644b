import type { z } from "zod";
import type { Actor } from "#domain/call/actor.ts";
import { parseId } from "#domain/id.ts";
import { createEndpoint } from "./create.ts";
import type { createEndpointInput } from "./schema.ts";

/** An endpoint made as people make them, in the actor's app `production`; `uuid` is the id of its row. */
export async function makeEndpoint(actor: Actor, settings: Partial<z.input<typeof createEndpointInput>> = {}) {
  const endpoint = await createEndpoint({ actor }, { url: "https://hooks.example.com/posthouse", ...settings });
  return { ...endpoint, uuid: uuidOf(endpoint.id) };
}

/** The uuid behind an endpoint's public id. */
export function uuidOf(id: string): string {
  const uuid = parseId("ep", id);
  if (uuid === null) throw new Error(`${id} is no endpoint's id.`);
  return uuid;
}
