import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "#db/client.ts";
import { eventPayloads, events } from "#db/schema/event.ts";
import type { payload } from "#domain/delivery/schema.ts";
import { lossyText } from "#domain/json.ts";

/** An event's payload to look at. `body` is null once it has expired; what is no UTF-8 in it appears as U+FFFD. */
export async function readPayload(tx: Tx, tenantId: string, eventId: string): Promise<z.infer<typeof payload>> {
  const [row] = await tx
    .select({ contentType: events.contentType, bodyBytes: events.bodyBytes, body: eventPayloads.body })
    .from(events)
    .leftJoin(eventPayloads, eq(eventPayloads.id, events.id))
    .where(and(eq(events.id, eventId), eq(events.tenantId, tenantId)));
  if (!row) return FORGOTTEN;
  return { contentType: row.contentType, bodyBytes: row.bodyBytes, body: row.body && lossyText(row.body) };
}

/** A replay may outlive its event: then nothing more is known than that there was one. */
const FORGOTTEN = { contentType: "", bodyBytes: 0, body: null };
