import { and, desc, eq, lt } from "drizzle-orm";
import { sourceRefusals } from "#db/schema/source.ts";
import { operation } from "#domain/call/operation.ts";
import { decodeCursor, toPage } from "#domain/cursor.ts";
import { findSource } from "./find.ts";
import { listRefusalsInput, refusalPage, type SourceRefusal } from "./schema.ts";
import { REFUSAL_REASONS } from "./words.ts";

/** Needs the index source_refusals_source. */
export const listSourceRefusals = operation({
  id: "source.list_refusals",
  summary: "List what a source refused",
  description:
    "Newest first, the last hundred or so: with the reason, which the sender was not told, and the headers. Of a flood " +
    "only some are kept.",
  permission: "manage_webhooks",
  scope: "app",
  input: listRefusalsInput,
  output: refusalPage,
  audited: false,
  run: async ({ app, tx }, { id, limit, cursor }) => {
    const scope = { list: `source-refusals:${id}`, tenantId: app.tenantId };
    await findSource(tx, app, id);
    const found = await tx
      .select()
      .from(sourceRefusals)
      .where(
        and(
          eq(sourceRefusals.tenantId, app.tenantId),
          eq(sourceRefusals.sourceId, id),
          cursor === undefined ? undefined : lt(sourceRefusals.id, decodeCursor(scope, cursor)),
        ),
      )
      .orderBy(desc(sourceRefusals.id))
      .limit(limit + 1);
    const { rows, nextCursor } = toPage(found, { limit, scope, position: (row) => row.id });
    return { data: rows.map(serializeRefusal), nextCursor };
  },
});

function serializeRefusal(row: typeof sourceRefusals.$inferSelect): SourceRefusal {
  return {
    object: "source_refusal",
    id: row.id,
    reason: storedReason(row.reason),
    headers: row.headers,
    remoteAddress: row.remoteAddress,
    createdAt: row.createdAt.toISOString(),
  };
}

/** A reason of a later or an earlier version would be none of the list; it is shown as what most are. */
function storedReason(stored: string): SourceRefusal["reason"] {
  return REFUSAL_REASONS.find((reason) => reason === stored) ?? "wrong_proof";
}
