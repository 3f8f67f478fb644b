import type { Database, Tx } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import type { Actor } from "#domain/call/actor.ts";
import { newId } from "#domain/new-id.ts";
import type { AuditAction } from "./words.ts";

/** What was changed: the target's public id (or name), and its state before and after, without secrets. */
export type AuditFacts = {
  target: { type: string; id: string | null };
  before?: Record<string, unknown> | undefined;
  after?: Record<string, unknown> | undefined;
};

export type AuditEntry = AuditFacts & { actor: Actor; appId: string | null; action: AuditAction };

/** The two sides of a change, reduced to what differs. */
export function changedFacts<Facts extends Readonly<Record<string, unknown>>>(before: Facts, after: Facts) {
  const changed = Object.keys(before).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const only = (facts: Facts) => Object.fromEntries(changed.map((name) => [name, facts[name]]));
  return { before: only(before), after: only(after) };
}

/** Adds one row to the audit log. Call it in the transaction that makes the change. */
export async function writeAuditEntry(tx: Database | Tx, entry: AuditEntry): Promise<void> {
  const { actor, target, appId, action, before, after } = entry;
  await tx.insert(auditEntries).values({
    id: newId(),
    tenantId: actor.tenantId,
    appId,
    actorType: actor.type,
    actorId: actor.id,
    actorName: actor.name,
    action,
    targetType: target.type,
    targetId: target.id,
    before,
    after,
    ip: actor.ip,
    requestId: actor.requestId,
  });
}
