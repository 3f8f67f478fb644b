import type postgres from "postgres";
import { LEASES_LOST_MAX } from "#domain/delivery/transition.ts";
import { parseId } from "#domain/id.ts";
import { healthy, STANDARD_PLAN, sick } from "#faults/world.ts";
import { holdsWithin } from "#harness/holds-within.ts";
import type { Scenario } from "./scenario.ts";

/** As many as come while two workers die: who lost two leases goes alone afterwards, one after the other. */
const EVENTS = 200;
const SECONDS = 5;
/**
 * A lease, the rescue and the retry, and then its turn among those that fell twice with it: on a machine that is busy
 * they are more than a hundred, and some take a second and a half each.
 */
const STRIKES_WITHIN_MS = 240_000;
const SET_ASIDE_WITHIN_MS = 60_000;
const POISON_TYPE = "side.poison";
const POISONOUS = "poisonous";

/**
 * One delivery brings down whichever worker sends it: the suite kills the worker the moment that delivery arrives. Some
 * of its neighbours are so slow that they are under way each time.
 */
export const crashingDelivery: Scenario = {
  name: "crashing-delivery",
  what: "a delivery that crashes the worker: set aside after 3, its neighbours unaffected",
  isLong: true,
  plan: [
    ...STANDARD_PLAN,
    healthy("unhurried", { behaviour: { kind: "accepts", delayMs: [800, 1_500] } }),
    sick(POISONOUS, {
      eventTypes: [POISON_TYPE],
      behaviour: { kind: "accepts", delayMs: [5_000, 5_000] },
      retrySchedule: [1, 1, 2, 2, 3],
    }),
  ],
  run: async (stage) => {
    const { receiver, world } = stage;
    await stage.startWorker(["ingest", "maintain"]);
    let victim = await stage.startWorker(["dispatch"]);
    const poisonous = world.endpoints.find(({ name }) => name === POISONOUS);
    const poisonAt = Math.floor(EVENTS / 3);
    const load = stage.startLoad({
      events: EVENTS,
      seconds: SECONDS,
      address: (number) => ({ ...world.address(number), ...(number === poisonAt ? { type: POISON_TYPE } : {}) }),
    });
    for (let strike = 1; strike <= LEASES_LOST_MAX; strike++) {
      const isStruck = await receiver.nextHits(1, { timeoutMs: STRIKES_WITHIN_MS, path: poisonous?.path });
      stage.require(isStruck, `The delivery that crashes workers did not come for the ${strike}. time.`);
      await stage.kill(victim);
      victim = await stage.startWorker(["dispatch"]);
    }
    await load.done;
    stage.require(
      await holdsWithin(SET_ASIDE_WITHIN_MS, () => isSetAside(stage.sql, poisonous?.id ?? ""), 250),
      "The delivery that crashes workers is not set aside.",
    );
    const others = await setAsideElsewhere(stage.sql, poisonous?.id ?? "");
    stage.require(others === 0, `${others} neighbours of the delivery that crashes workers were set aside with it.`);
  },
};

async function isSetAside(sql: postgres.Sql, endpointId: string): Promise<boolean> {
  const rows = await sql<{ status: string }[]>`
    select status from deliveries where endpoint_id = ${parseId("ep", endpointId)} and leases_lost = ${LEASES_LOST_MAX}`;
  return rows.length === 1 && rows[0]?.status === "failed";
}

/** A neighbour that fell twice with it is sent while no other suspect is, so it does not fall a third time. */
async function setAsideElsewhere(sql: postgres.Sql, endpointId: string): Promise<number> {
  const rows = await sql`
    select from deliveries where endpoint_id <> ${parseId("ep", endpointId)} and leases_lost >= ${LEASES_LOST_MAX}`;
  return rows.length;
}
