import type { SourceRow } from "./find.ts";

/** What the audit log keeps of a source: its settings, neither secret nor URL. */
export function auditFacts(row: SourceRow): Record<string, unknown> {
  return {
    name: row.name,
    description: row.description,
    processId: row.processId,
    threadId: row.threadId,
    defaultEventType: row.defaultEventType,
    verification: { kind: row.verificationKind, ...row.verificationRule },
    active: row.isActive,
  };
}

/** The two sides of a change, reduced to what differs. */
export function auditedChange(before: SourceRow, after: SourceRow) {
  const [old, fresh] = [auditFacts(before), auditFacts(after)];
  const changed = Object.keys(old).filter((name) => JSON.stringify(old[name]) !== JSON.stringify(fresh[name]));
  const pick = (facts: Record<string, unknown>) => Object.fromEntries(changed.map((name) => [name, facts[name]]));
  return { before: pick(old), after: pick(fresh) };
}
