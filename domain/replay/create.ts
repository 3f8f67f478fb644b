import { and, count, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { replays } from "#db/schema/delivery.ts";
import { apps } from "#db/schema/tenant.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { requireEvent } from "#domain/delivery/require-event.ts";
import { REPLAYED_BY_DEFAULT } from "#domain/delivery/rule/replay.ts";
import { findEndpoint } from "#domain/endpoint/find.ts";
import { DomainError } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { countMatching } from "./matching.ts";
import { createdReplay, createReplayInput, replayFilterInput } from "./schema.ts";
import { type ReplayRow, serializeReplay } from "./serialize.ts";

/** The most replays of an app that may be running or paused at a time. */
export const REPLAYS_UNFINISHED_MAX = 20;

export const createReplay = operation({
  id: "replay.create",
  summary: "Replay many deliveries",
  description:
    "Goes through every delivery that the filter finds now, oldest first, and makes a new delivery of each, at the pace " +
    "asked for. Without `status` these are the failed and the dead letters; naming `succeeded` sends those once more too. " +
    "What is still in flight is skipped. `dryRun` only counts.",
  permission: "manage_webhooks",
  scope: "app",
  input: createReplayInput,
  output: createdReplay,
  audited: ({ dryRun }) => !dryRun,
  idempotent: true,
  refusals: ["state_forbids"],
  run: async ({ app, tx, audit }, { filter: given, ratePerSecond, dryRun }) => {
    const filter = { ...given, status: given.status ?? [...REPLAYED_BY_DEFAULT] };
    if (filter.endpointId) await findEndpoint(tx, app, filter.endpointId);
    const at = await databaseNow(tx);
    const { matched, inFlight, newest } = await countMatching(tx, app, { filter, at });
    if (filter.eventId && matched === 0) await requireEvent(tx, app, filter.eventId);
    if (dryRun) return { matched };
    await refuseTooMany(tx, app);
    const progress = { matched, skipped: inFlight, createdAt: at };
    const row = await insertReplay(tx, app, {
      filter: z.encode(replayFilterInput, filter),
      ratePerSecond,
      newest,
      ...progress,
    });
    const after = { filter: row.filter, ratePerSecond, matched };
    await audit({ target: { type: "replay", id: formatId("rpl", row.id) }, after });
    return serializeReplay(row);
  },
});

/** The app's row is held, so that two creates at once cannot both be the last that fits. */
async function refuseTooMany(tx: Tx, { tenantId, id }: AppContext): Promise<void> {
  await tx.select({ id: apps.id }).from(apps).where(eq(apps.id, id)).for("no key update");
  const isUnfinished = inArray(replays.state, ["running", "paused"]);
  const [row] = await tx
    .select({ unfinished: count() })
    .from(replays)
    .where(and(eq(replays.tenantId, tenantId), eq(replays.appId, id), isUnfinished));
  if ((row?.unfinished ?? 0) < REPLAYS_UNFINISHED_MAX) return;
  throw new DomainError(
    "state_forbids",
    `This app has ${REPLAYS_UNFINISHED_MAX} unfinished replays, the most it can have. Cancel one, or wait for its end.`,
  );
}

async function insertReplay(
  tx: Tx,
  { tenantId, id: appId }: AppContext,
  {
    newest,
    ...facts
  }: Omit<typeof replays.$inferInsert, "id" | "tenantId" | "appId" | "upToDeliveryId"> & {
    newest: string | null;
  },
): Promise<ReplayRow> {
  const id = newId();
  const values = { id, tenantId, appId, upToDeliveryId: newest ?? id, ...facts };
  const [row] = await tx.insert(replays).values(values).returning();
  if (!row) throw new Error("The replay was not stored.");
  return row;
}
