import type { apps } from "#db/schema/tenant.ts";
import { formatId } from "#domain/id.ts";
import type { App } from "./schema.ts";

export function serializeApp(row: typeof apps.$inferSelect): App {
  return {
    object: "app",
    id: formatId("app", row.id),
    slug: row.slug,
    name: row.name,
    suspension: { minFailures: row.suspensionMinFailures, minSeconds: row.suspensionMinSeconds },
    requireVerification: row.requireVerification,
    requireKnownEventTypes: row.requireKnownEventTypes,
    validateEvents: row.validateEvents,
    retrySchedule: row.retrySchedule,
    createdAt: row.createdAt.toISOString(),
  };
}
