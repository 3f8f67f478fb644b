import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { sources } from "#db/schema/source.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { notFound } from "#domain/error.ts";

/** A source as it is stored. */
export type SourceRow = typeof sources.$inferSelect;

/** The app's source; throws `not_found` where the app has none of that id. */
export async function findSource(tx: Tx, app: AppContext, id: string): Promise<SourceRow> {
  return only(await ofApp(tx, app, id));
}

/** The same, held until the transaction ends, so that it changes one writer at a time. Events go on arriving meanwhile. */
export async function holdSource(tx: Tx, app: AppContext, id: string): Promise<SourceRow> {
  return only(await ofApp(tx, app, id).for("no key update"));
}

function ofApp(tx: Tx, app: AppContext, id: string) {
  return tx
    .select()
    .from(sources)
    .where(and(eq(sources.tenantId, app.tenantId), eq(sources.appId, app.id), eq(sources.id, id)));
}

function only([row]: SourceRow[]): SourceRow {
  if (!row) throw notFound("source");
  return row;
}
