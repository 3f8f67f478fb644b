import { eq } from "drizzle-orm";
import { sources } from "#db/schema/source.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { formatId } from "#domain/id.ts";
import { holdSource } from "./find.ts";
import { deletedSource, sourceIdInput } from "./schema.ts";
import { auditedSource } from "./serialize.ts";

export const deleteSource = operation({
  id: "source.delete",
  summary: "Delete a source",
  description:
    "For good: its URL answers 404 within a second, its secrets and refused requests are gone. The events it brought " +
    "stay.",
  permission: "manage_webhooks",
  scope: "app",
  input: sourceIdInput,
  output: deletedSource,
  audited: true,
  run: async ({ app, tx, audit }, { id }) => {
    const source = await holdSource(tx, app, id);
    // Secrets, refusals and receipts go with the row.
    await tx.delete(sources).where(eq(sources.id, id));
    await audit({ target: { type: "source", id: formatId("src", id) }, before: auditedSource(source) });
    return { id: formatId("src", id), deletedAt: (await databaseNow(tx)).toISOString() };
  },
});
