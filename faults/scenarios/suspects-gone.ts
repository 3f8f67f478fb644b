import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { LEASES_LOST_MAX } from "#domain/delivery/transition.ts";

const WITHIN_MS = 90_000;
const POLL_MS = 50;

/**
 * Resolves when no delivery is one lost lease from being set aside: a blow now would make the suite's own kills look
 * like a delivery that crashes workers. One that comes to it later is not due for most of a second.
 */
export async function suspectsGone(sql: postgres.Sql): Promise<void> {
  const giveUpAt = performance.now() + WITHIN_MS;
  while (await hasSuspects(sql)) {
    if (performance.now() > giveUpAt) throw new Error("Deliveries that lost two leases were not sent in time.");
    await delay(POLL_MS);
  }
}

async function hasSuspects(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ yes: boolean }[]>`
    select exists (
      select from deliveries
      where status in ('pending', 'retrying', 'sending') and leases_lost >= ${LEASES_LOST_MAX - 1}
    ) as yes`;
  return row?.yes ?? false;
}
