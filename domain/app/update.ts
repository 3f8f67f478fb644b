import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { apps } from "#db/schema/tenant.ts";
import { operation } from "#domain/call/operation.ts";
import { notFound } from "#domain/error.ts";
import { app, updateAppInput } from "./schema.ts";
import { serializeApp, settingsToColumns } from "./serialize.ts";

export const updateApp = operation({
  id: "app.update",
  summary: "Change an app's settings",
  description: "What is left out stays as it is. New settings count from the next attempt on.",
  permission: "manage_webhooks",
  scope: "app",
  input: updateAppInput,
  output: app,
  audited: true,
  run: async ({ app: before, tx, audit }, input) => {
    const columns = settingsToColumns(input);
    const row = Object.keys(columns).length === 0 ? before : await write(tx, before, columns);
    const after = serializeApp(row);
    await audit({ target: { type: "app", id: after.id }, before: serializeApp(before), after });
    return after;
  },
});

type AppRow = typeof apps.$inferSelect;

async function write(tx: Tx, { tenantId, id }: AppRow, columns: Partial<typeof apps.$inferInsert>): Promise<AppRow> {
  const [row] = await tx
    .update(apps)
    .set(columns)
    .where(and(eq(apps.tenantId, tenantId), eq(apps.id, id)))
    .returning();
  if (!row) throw notFound("app");
  return row;
}
