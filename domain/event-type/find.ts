import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { eventTypes } from "#db/schema/event.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { notFound } from "#domain/error.ts";
import type { EventTypeRow } from "./serialize.ts";

/** The app's event type, archived ones included; throws `not_found` where the app has none of that name. */
export async function findEventType(tx: Tx, app: AppContext, name: string): Promise<EventTypeRow> {
  return only(await ofApp(tx, app, name));
}

/** The same, held until the transaction ends, so that schema and example change together. */
export async function holdEventType(tx: Tx, app: AppContext, name: string): Promise<EventTypeRow> {
  return only(await ofApp(tx, app, name).for("no key update"));
}

function ofApp(tx: Tx, { tenantId, id: appId }: AppContext, name: string) {
  return tx
    .select()
    .from(eventTypes)
    .where(and(eq(eventTypes.tenantId, tenantId), eq(eventTypes.appId, appId), eq(eventTypes.name, name)));
}

function only([row]: EventTypeRow[]): EventTypeRow {
  if (!row) throw notFound("event type");
  return row;
}
