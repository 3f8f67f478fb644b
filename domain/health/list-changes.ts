import { and, desc, eq, gte, inArray, lt } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import type { AuditAction } from "#domain/audit/words.ts";
import { operation } from "#domain/call/operation.ts";
import { findEndpoint } from "#domain/endpoint/find.ts";
import { formatId, idFloor, parseId } from "#domain/id.ts";
import { changeList, listChangesInput } from "./schema.ts";
import { CHANGES_SHOWN_MAX } from "./words.ts";

/** What was done to an app's endpoints, or to one, that may explain a chart: the audit log has all the rest. */
export const listChanges = operation({
  id: "health.changes",
  summary: "List the changes that charts are marked with",
  permission: "manage_webhooks",
  scope: "app",
  input: listChangesInput,
  output: changeList,
  audited: false,
  run: async ({ app, tx }, { endpointId, after, before }) => {
    if (endpointId !== undefined) await findEndpoint(tx, app, endpointId);
    const rows = await tx
      .select()
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.tenantId, app.tenantId),
          eq(auditEntries.appId, app.id),
          inArray(auditEntries.action, MARKED_ACTIONS),
          endpointId === undefined ? undefined : eq(auditEntries.targetId, formatId("ep", endpointId)),
          gte(auditEntries.id, idFloor(after)),
          before && lt(auditEntries.id, idFloor(before)),
        ),
      )
      .orderBy(desc(auditEntries.id))
      .limit(CHANGES_SHOWN_MAX);
    const endpointOf = await endpointsNamed(
      tx,
      rows.map(({ targetId }) => targetId),
    );
    return {
      data: rows.map(({ createdAt, actorName, action, targetId, before, after }) => {
        const endpoint = endpointOf.get(targetId ?? "") ?? null;
        return { at: createdAt.toISOString(), actorName, action, endpoint, before, after };
      }),
    };
  },
});

/** Changes to settings and secrets, pauses, suspensions, the app's own rules; not tests, which change nothing. */
const MARKED_ACTIONS = [
  "endpoint.create",
  "endpoint.update",
  "endpoint.rotate_secret",
  "endpoint.suspend",
  "endpoint.delete",
  "endpoint.verify",
  "endpoint.purge_deliveries",
  "app.update",
] satisfies AuditAction[];

/** By public id; what is no endpoint's, or one removed for good, is left out. */
async function endpointsNamed(tx: Tx, targetIds: readonly (string | null)[]) {
  const ids = new Set(targetIds.flatMap((id) => (id && parseId("ep", id)) ?? []));
  if (ids.size === 0) return new Map<string, { name: string; url: string }>();
  const rows = await tx
    .select({ id: endpoints.id, name: endpoints.name, url: endpoints.url })
    .from(endpoints)
    .where(inArray(endpoints.id, [...ids]));
  return new Map(rows.map(({ id, name, url }) => [formatId("ep", id), { name, url }]));
}
