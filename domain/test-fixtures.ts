import { createApp } from "./app/create.ts";
import type { Actor } from "./call/actor.ts";
import type { Operation } from "./call/operation.ts";
import { makeAttempt, makeDeliveries } from "./delivery/test-factory.ts";
import { makeEndpoint } from "./endpoint/test-factory.ts";
import { DomainError } from "./error.ts";
import { makeEvent } from "./event/test-factory.ts";
import { createEventType } from "./event-type/create.ts";
import { formatId, type IdPrefix } from "./id.ts";
import { createReplay } from "./replay/create.ts";
import { makeRefusals, makeSource } from "./source/test-factory.ts";
import { actorIn, makeKey, makeTenant, makeUser } from "./test-factory.ts";
import { idFields, sampleInput, withField } from "./test-operations.ts";

/** A tenant with at least two rows of everything that is listed, its admin, and an id of each noun. */
export type Fixtures = { admin: Actor; ids: Map<string, string> };

export async function makeFixtures(): Promise<Fixtures> {
  const tenant = await makeTenant();
  const [user] = [await makeUser({ tenant }), await makeUser({ tenant, role: "member" })];
  const admin = actorIn(tenant, { id: user.id });
  const [key] = [await makeKey(tenant), await makeKey(tenant)];
  await createApp({ actor: admin }, { slug: "sandbox", name: "Sandbox" });
  for (const name of ["order.paid", "order.sent"]) await createEventType({ actor: admin }, { name });
  const [endpoint] = [await makeEndpoint(admin), await makeEndpoint(admin)];
  const [event] = [await makeEvent(tenant), await makeEvent(tenant)];
  const failed = { endpointId: endpoint.uuid, eventId: event.id, status: "failed" as const };
  const [delivery] = await makeDeliveries(tenant, [failed, failed]);
  if (!delivery) throw new Error("No delivery was made.");
  const attempt = await makeAttempt(delivery);
  const [source] = [await makeSource(admin), await makeSource(admin)];
  await makeRefusals({ tenantId: tenant.id, sourceId: source.uuid }, 2);
  const [replay] = [await makeReplay(admin), await makeReplay(admin)];
  const uuids: [IdPrefix, string][] = [
    ["tnt", tenant.id],
    ["app", tenant.appId],
    ["usr", user.id],
    ["key", key.id],
    ["ep", endpoint.uuid],
    ["evt", event.id],
    ["dlv", delivery.id],
    ["att", attempt.id],
    ["src", source.uuid],
  ];
  const ids = new Map(uuids.map(([prefix, uuid]): [string, string] => [prefix, formatId(prefix, uuid)]));
  return { admin, ids: ids.set("rpl", replay) };
}

async function makeReplay(admin: Actor): Promise<string> {
  const replay = await createReplay({ actor: admin }, { filter: { status: ["failed"] } });
  if (!("id" in replay)) throw new Error("It was a dry run.");
  return replay.id;
}

/** The id of a noun in a tenant; an operation that takes another noun's asks for a row of it above. */
export function idOf({ ids }: Fixtures, prefix: string): string {
  const id = ids.get(prefix);
  if (!id) throw new Error(`Make a row with the prefix ${prefix} in makeFixtures.`);
  return id;
}

/** An operation's smallest input with a tenant's own ids wherever it must have one. */
export function inputOf(operation: Operation, fixtures: Fixtures): Record<string, unknown> {
  const sample = sampleInput(operation);
  const required = idFields(operation).filter(({ path: [name = ""] }) => name in sample);
  return required.reduce((input, { path, prefix }) => withField(input, path, idOf(fixtures, prefix)), sample);
}

/** What became of a call: `done`, or the code of the refusal. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "done";
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
