import { createHash } from "node:crypto";
import { and, inArray } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import type { Database } from "#db/client.ts";
import { requestShapes } from "#db/schema/delivery.ts";
import { REQUEST_RULE } from "#domain/delivery/rule/request-headers.ts";
import { USER_AGENT } from "#domain/version.ts";

type Sender = { id: string; tenantId: string; url: string; headers: Record<string, string>; version: string | null };

/** One for each endpoint that a worker is likely to have at hand. */
const known = new LRUCache<string, number>({ max: 20_000 });

/** The ids of the shapes that requests to these endpoints have now, by endpoint; what is new is written down. */
export async function shapeIds(db: Database, senders: readonly Sender[]): Promise<Map<string, number>> {
  const shapes = senders.map(shapeOf);
  const unknown = shapes.filter((shape) => !known.has(keyOf(shape)));
  if (unknown.length > 0) await find(db, unknown);
  const made = unknown.filter((shape) => !known.has(keyOf(shape)));
  if (made.length > 0) {
    await db.insert(requestShapes).values(made).onConflictDoNothing();
    await find(db, made);
  }
  return new Map(
    shapes.flatMap((shape) => {
      const id = known.get(keyOf(shape));
      return id === undefined ? [] : [[shape.endpointId, id]];
    }),
  );
}

function shapeOf({ id: endpointId, tenantId, url, headers, version }: Sender) {
  const facts = { rule: REQUEST_RULE, url, headerNames: Object.keys(headers), userAgent: USER_AGENT, version };
  const fingerprint = createHash("sha256").update(JSON.stringify(facts)).digest("base64url");
  return { endpointId, tenantId, fingerprint, ...facts };
}

function keyOf({ endpointId, fingerprint }: { endpointId: string; fingerprint: string }): string {
  return `${endpointId} ${fingerprint}`;
}

async function find(db: Database, shapes: readonly ReturnType<typeof shapeOf>[]): Promise<void> {
  const { id, endpointId, fingerprint } = requestShapes;
  const isAsked = and(
    inArray(
      endpointId,
      shapes.map((shape) => shape.endpointId),
    ),
    inArray(
      fingerprint,
      shapes.map((shape) => shape.fingerprint),
    ),
  );
  for (const row of await db.select({ id, endpointId, fingerprint }).from(requestShapes).where(isAsked)) {
    known.set(keyOf(row), row.id);
  }
}
