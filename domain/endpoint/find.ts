import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { DomainError, notFound } from "#domain/error.ts";

/** An endpoint as it is stored. */
export type EndpointRow = typeof endpoints.$inferSelect;

/** The app's endpoint, deleted ones included; throws `not_found` where the app has none of that id. */
export async function findEndpoint(tx: Tx, app: AppContext, id: string): Promise<EndpointRow> {
  return only(await ofApp(tx, app, id));
}

/**
 * The same, held until the transaction ends so that its settings change one writer at a time. Events go on being
 * accepted for it meanwhile. Throws `conflict` where the endpoint was deleted: nothing about it may change any more.
 */
export async function holdEndpoint(tx: Tx, app: AppContext, id: string): Promise<EndpointRow> {
  const endpoint = only(await ofApp(tx, app, id).for("no key update"));
  refuseInactive(endpoint);
  return endpoint;
}

/**
 * The same, but no event is accepted for it meanwhile: accepting takes the row `for key share`. Deleted ones too. The
 * caller holds the app first, whose revision it is about to move: somebody who holds that may wait for this endpoint.
 */
export async function holdEndpointAlone(tx: Tx, app: AppContext, id: string): Promise<EndpointRow> {
  return only(await ofApp(tx, app, id).for("update"));
}

/** A deleted endpoint can be read, and nothing else. */
function refuseInactive({ status }: EndpointRow): void {
  if (status !== "inactive") return;
  throw new DomainError("conflict", "This endpoint was deleted. Make a new one; its history stays readable here.");
}

function ofApp(tx: Tx, app: AppContext, id: string) {
  return tx
    .select()
    .from(endpoints)
    .where(and(eq(endpoints.tenantId, app.tenantId), eq(endpoints.appId, app.id), eq(endpoints.id, id)));
}

function only([row]: EndpointRow[]): EndpointRow {
  if (!row) throw notFound("endpoint");
  return row;
}
