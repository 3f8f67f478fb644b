import type { z } from "zod";
import type { apps } from "#db/schema/tenant.ts";
import type { updateAppInput } from "./schema.ts";

/** The settings that were given, as columns; what was left out stays out. */
export function settingsToColumns({
  suspension,
  ...settings
}: z.output<typeof updateAppInput>): Partial<typeof apps.$inferInsert> {
  const { minFailures, minSeconds } = suspension ?? {};
  return {
    ...settings,
    ...(minFailures === undefined ? {} : { suspensionMinFailures: minFailures }),
    ...(minSeconds === undefined ? {} : { suspensionMinSeconds: minSeconds }),
  };
}
