import type { EndpointRow } from "./find.ts";

/** What the audit log keeps of an endpoint: its settings, and of its headers only the names. */
export function auditFacts(row: EndpointRow) {
  return {
    name: row.name,
    description: row.description,
    url: row.url,
    eventTypes: row.eventTypes,
    status: row.status,
    statusReason: row.statusReason,
    headerNames: row.headerNames,
    timeoutMs: row.timeoutMs,
    rateLimitPerSecond: row.rateLimitPerSecond,
    maxInFlight: row.maxInFlight,
    retrySchedule: row.retrySchedule,
    version: row.version,
    metadata: row.metadata,
    verification: row.verificationStatus,
  };
}

/** The two sides of a change, reduced to what differs. */
export function auditedChange(before: EndpointRow, after: EndpointRow) {
  const [old, fresh] = [Object.entries(auditFacts(before)), auditFacts(after)];
  const changed = old.filter(([name, value]) => !isSame(value, Reflect.get(fresh, name))).map(([name]) => name);
  return { before: pick(auditFacts(before), changed), after: pick(fresh, changed) };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function pick(facts: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, facts[name]]));
}
