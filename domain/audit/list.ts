import { and, desc, eq, gte, isNull, lt, or, type SQL } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { operation } from "#domain/call/operation.ts";
import { decodeCursor, toPage } from "#domain/cursor.ts";
import { notFound } from "#domain/error.ts";
import { formatId, idFloor, parseAnyId } from "#domain/id.ts";
import { isKnownId } from "./known-id.ts";
import { type AuditEntry, auditPage, listAuditInput } from "./schema.ts";

export const listAuditLog = operation({
  id: "audit.list",
  summary: "List who did what",
  description: "What was done in the app, and to the tenant as a whole (people, sign-ins), newest first.",
  permission: "manage_webhooks",
  scope: "app",
  input: listAuditInput,
  output: auditPage,
  audited: false,
  run: async ({ actor, app, tx }, { limit, cursor, ...filter }) => {
    const scope = { list: `audit:${app.id}`, tenantId: actor.tenantId };
    const rows = await tx
      .select()
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.tenantId, actor.tenantId),
          actor.appId === null
            ? or(eq(auditEntries.appId, app.id), isNull(auditEntries.appId))
            : eq(auditEntries.appId, app.id),
          ...(await matching(tx, filter)),
          cursor === undefined ? undefined : lt(auditEntries.id, decodeCursor(scope, cursor)),
        ),
      )
      .orderBy(desc(auditEntries.id))
      .limit(limit + 1);
    const page = toPage(rows, { limit, scope, position: (row) => row.id });
    return { data: page.rows.map(serializeAuditEntry), nextCursor: page.nextCursor };
  },
});

type Filter = Omit<z.output<typeof listAuditInput>, "limit" | "cursor">;

async function matching(tx: Tx, { action, actor, target, after, before }: Filter): Promise<(SQL | undefined)[]> {
  return [
    action === undefined ? undefined : eq(auditEntries.action, action),
    actor === undefined ? undefined : await byActor(tx, actor),
    target === undefined ? undefined : await byTarget(tx, target),
    after && gte(auditEntries.id, idFloor(after)),
    before && lt(auditEntries.id, idFloor(before)),
  ];
}

async function byActor(tx: Tx, text: string): Promise<SQL> {
  const id = parseAnyId(text);
  if (!id || (id.prefix !== "usr" && id.prefix !== "key") || !(await isKnownId(tx, id))) throw notFound("actor");
  return eq(auditEntries.actorId, id.uuid);
}

/** What has no id of its own (an event type) is named by its name. */
async function byTarget(tx: Tx, text: string): Promise<SQL> {
  const id = parseAnyId(text);
  if (id && !(await isKnownId(tx, id))) throw notFound("target");
  return eq(auditEntries.targetId, text);
}

function serializeAuditEntry(row: typeof auditEntries.$inferSelect): AuditEntry {
  const actorPrefix = row.actorType === "key" ? "key" : "usr";
  return {
    object: "audit_entry",
    id: formatId("aud", row.id),
    actor: { type: row.actorType, id: row.actorId && formatId(actorPrefix, row.actorId), name: row.actorName },
    action: row.action,
    target: { type: row.targetType, id: row.targetId },
    before: row.before,
    after: row.after,
    ip: row.ip,
    requestId: row.requestId,
    createdAt: row.createdAt.toISOString(),
  };
}
