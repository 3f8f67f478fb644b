import type { Tx } from "#db/client.ts";
import { formatId } from "#domain/id.ts";
import { type NewEvent, type StoredEvent, storeEventsIn } from "./store.ts";
import type { OperationalEventType } from "./words.ts";

/** Something that Posthouse has to say about an endpoint of an app; `id` is a uuid, `facts` follow it in `data`. */
export type OperationalEvent = {
  tenantId: string;
  appId: string;
  type: OperationalEventType;
  at: Date;
  endpoint: { id: string; name: string };
  facts: Record<string, unknown>;
};

/**
 * Makes events of what Posthouse has to say, in the caller's transaction, and their deliveries to the endpoints of the
 * app that ask for the type by name or by a pattern such as `endpoint.*`. An endpoint that takes everything does not get
 * them, nor does the one they are about. What nobody asks for makes no event.
 */
export function storeOperationalEvents(tx: Tx, told: readonly OperationalEvent[]): Promise<StoredEvent[]> {
  return storeEventsIn(tx, told.map(toEvent));
}

function toEvent({ tenantId, appId, type, at, endpoint, facts }: OperationalEvent): NewEvent {
  const data = { endpointId: formatId("ep", endpoint.id), endpointName: endpoint.name, ...facts };
  return {
    tenantId,
    appId,
    type,
    body: Buffer.from(JSON.stringify({ type, timestamp: at.toISOString(), data })),
    contentType: "application/json",
    isSynthetic: true,
    about: { endpointId: endpoint.id },
  };
}
