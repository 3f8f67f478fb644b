import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { replays } from "#db/schema/delivery.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { notFound } from "#domain/error.ts";
import type { ReplayRow } from "./serialize.ts";

/** The app's replay; throws `not_found` where the app has none of that id. */
export async function findReplay(tx: Tx, app: AppContext, id: string): Promise<ReplayRow> {
  return only(await ofApp(tx, app, id));
}

/** The same, held until the transaction ends: the worker makes no more of its deliveries meanwhile. */
export async function holdReplay(tx: Tx, app: AppContext, id: string): Promise<ReplayRow> {
  return only(await ofApp(tx, app, id).for("no key update"));
}

function ofApp(tx: Tx, { tenantId, id: appId }: AppContext, id: string) {
  return tx
    .select()
    .from(replays)
    .where(and(eq(replays.tenantId, tenantId), eq(replays.appId, appId), eq(replays.id, id)));
}

function only([row]: ReplayRow[]): ReplayRow {
  if (!row) throw notFound("replay");
  return row;
}
