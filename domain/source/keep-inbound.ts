import { system } from "#db/tenant.ts";
import { withPartitions } from "#db/with-partitions.ts";
import { type Inbound, type StoredInbound, storeInbound } from "./store-inbound.ts";

/** Keeps what sources received, in one transaction of its own: all of it or, throwing, none. Answers in their order. */
export async function keepInbound(requests: readonly Inbound[]): Promise<StoredInbound[]> {
  return withPartitions(() => system().transaction((tx) => storeInbound(tx, requests)));
}
