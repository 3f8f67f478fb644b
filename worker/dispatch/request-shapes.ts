import { createHash } from "node:crypto";
import { and, inArray } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { requestShapes } from "#db/schema/delivery.ts";
import { REQUEST_RULE } from "#domain/delivery/rule/request-headers.ts";
import { USER_AGENT } from "#domain/version.ts";

type Sender = { id: string; tenantId: string; url: string; headers: Record<string, string>; version: string | null };

/** The ids of the shapes that requests to these endpoints have now, by endpoint; what is new is written down. */
export async function shapeIds(db: Database, senders: readonly Sender[]): Promise<Map<string, number>> {
  const shapes = senders.map(shapeOf);
  const known = await find(db, shapes);
  const made = shapes.filter(({ endpointId }) => !known.has(endpointId));
  if (made.length === 0) return known;
  await db.insert(requestShapes).values(made).onConflictDoNothing();
  return new Map([...known, ...(await find(db, made))]);
}

function shapeOf({ id: endpointId, tenantId, url, headers, version }: Sender) {
  const facts = { rule: REQUEST_RULE, url, headerNames: Object.keys(headers), userAgent: USER_AGENT, version };
  const fingerprint = createHash("sha256").update(JSON.stringify(facts)).digest("base64url");
  return { endpointId, tenantId, fingerprint, ...facts };
}

async function find(db: Database, shapes: readonly ReturnType<typeof shapeOf>[]): Promise<Map<string, number>> {
  const { id, endpointId, fingerprint } = requestShapes;
  const asked = new Map(shapes.map((shape) => [shape.endpointId, shape.fingerprint]));
  const rows = await db
    .select({ id, endpointId, fingerprint })
    .from(requestShapes)
    .where(and(inArray(endpointId, [...asked.keys()]), inArray(fingerprint, [...asked.values()])));
  return new Map(
    rows.filter((row) => asked.get(row.endpointId) === row.fingerprint).map((row) => [row.endpointId, row.id]),
  );
}
