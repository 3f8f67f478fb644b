/**
 * An event to keep. `only` sends it to one endpoint, whatever that subscribes to, in a single attempt. `about` keeps an
 * operational event from the endpoint it tells of, and from those that do not ask for it by name. `id` is a new one unless
 * the caller had to know it before.
 */
export type NewEvent = {
  id?: string;
  tenantId: string;
  appId: string;
  type: string;
  body: Uint8Array;
  contentType: string;
  sourceId?: string | null;
  isSynthetic?: boolean;
  only?: { endpointId: string; trigger: "test" };
  about?: { endpointId: string };
};

/** An event that is kept; all ids are uuids, `deliveries` is how many endpoints it goes to. */
export type StoredEvent = { id: string; type: string; deliveries: number; deliveryIds: string[] };

export type IdentifiedEvent = NewEvent & { id: string };
