import type { auditEntries } from "#db/schema/audit.ts";
import { formatId } from "#domain/id.ts";
import type { AuditEntry } from "./schema.ts";

export function serializeAuditEntry(row: typeof auditEntries.$inferSelect): AuditEntry {
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
