import { endpoints } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { newId } from "#domain/new-id.ts";
import { type NewEvent, type StoredEvent, storeEventsIn } from "./store.ts";

type Place = { id: string; appId: string };
type EndpointRow = typeof endpoints.$inferInsert;

/** A bare endpoint row for tests about events: no secret, no health. Answers its uuid. */
export async function makeEndpointRow(tenant: Place, facts: Partial<EndpointRow> = {}): Promise<string> {
  const [id = ""] = await makeEndpointRows(tenant, [facts]);
  return id;
}

export async function makeEndpointRows(tenant: Place, facts: readonly Partial<EndpointRow>[]): Promise<string[]> {
  const rows = facts.map((fact) => endpointRow(tenant, fact));
  await system().insert(endpoints).values(rows);
  return rows.map((row) => row.id);
}

/** Stores one event as the system does, in a transaction of its own. */
export async function makeEvent(tenant: Place, facts: Partial<NewEvent> = {}): Promise<StoredEvent> {
  const type = facts.type ?? "order.paid";
  const event: NewEvent = {
    tenantId: tenant.id,
    appId: tenant.appId,
    type,
    body: Buffer.from(JSON.stringify({ type })),
    contentType: "application/json",
    ...facts,
  };
  const [stored] = await system().transaction((tx) => storeEventsIn(tx, [event]));
  if (!stored) throw new Error("The event was not stored.");
  return stored;
}

export function endpointRow(tenant: Place, facts: Partial<EndpointRow>): EndpointRow {
  return {
    id: newId(),
    tenantId: tenant.id,
    appId: tenant.appId,
    name: "",
    description: "",
    url: "https://hooks.example.com/",
    headerNames: [],
    timeoutMs: 15_000,
    maxInFlight: 10,
    metadata: {},
    ...facts,
  };
}
