import type { z } from "zod";
import type { apps } from "#db/schema/tenant.ts";
import { formatId } from "#domain/id.ts";
import { fieldsNamedIn } from "#domain/rule/field.ts";
import type { App, updateAppInput } from "./schema.ts";
import { APP_SETTINGS } from "./words.ts";

/** An app as the wire shows it. */
export function serializeApp(row: typeof apps.$inferSelect): App {
  const { suspensionMinFailures, suspensionMinSeconds, ...settings } = fieldsNamedIn(APP_SETTINGS, row);
  return {
    object: "app",
    id: formatId("app", row.id),
    slug: row.slug,
    ...settings,
    suspension: { minFailures: suspensionMinFailures, minSeconds: suspensionMinSeconds },
    createdAt: row.createdAt.toISOString(),
  };
}

/** The settings that were given, as columns; what was left out stays out. */
export function settingsToColumns({
  suspension,
  ...settings
}: z.output<typeof updateAppInput>): Partial<typeof apps.$inferInsert> {
  if (suspension === undefined) return settings;
  const { minFailures, minSeconds } = suspension;
  return { ...settings, suspensionMinFailures: minFailures, suspensionMinSeconds: minSeconds };
}
