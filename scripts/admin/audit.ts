import type { Tx } from "#db/client.ts";
import { type AuditFacts, writeAuditEntry } from "#domain/audit/write.ts";
import { systemActor } from "#domain/call/system-actor.ts";

/** What an operator does to a tenant stands in that tenant's audit log too. */
export async function auditAsOperator(
  tx: Tx,
  tenantId: string,
  { action, ...facts }: AuditFacts & { action: string },
): Promise<void> {
  const actor = systemActor(tenantId, { name: "Operator (command line)" });
  await writeAuditEntry(tx, { actor, appId: null, action, ...facts });
}
