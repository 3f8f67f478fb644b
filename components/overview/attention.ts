import type { Phrase } from "#components/delivery/verdict.ts";
import { endpointVerdict } from "#components/endpoint/verdict.ts";
import { formatNumber } from "#components/format/number.ts";
import type { AppHealthReport, FailingEndpoint } from "#domain/health/schema.ts";
import { BACKLOG_COUNT_MAX } from "#domain/health/words.ts";

/** What is the case, what happens next, and what the person can do about it. */
export type Attention = { happened: Phrase; next: Phrase; advice: string | null };

/** Why an endpoint needs somebody. The report tells less than the endpoint itself does. */
export function endpointAttention(endpoint: FailingEndpoint): Attention {
  const health = {
    ...endpoint,
    avgResponseTime: null,
    p50ResponseTime: null,
    p95ResponseTime: null,
    lastResponseTime: null,
    errorsSinceLastSuccess: endpoint.consecutiveFailures,
    lastSuccessAt: null,
  };
  const verification = { status: "verified", checkedAt: null, reason: null } as const;
  const facts = { ...endpoint, health, verification, deletedAt: null } as const;
  return endpointVerdict({ endpoint: facts, isHeld: false });
}

/** Why the backlog needs somebody: deliveries that should be out by now are not. Null while all is in time. */
export function backlogAttention({ backlog, oldestDueAt }: Backlog, now: number): Attention | null {
  if (oldestDueAt === null || now - Date.parse(oldestDueAt) < LATE_MS) return null;
  return {
    happened: [`Deliveries go out late: the longest overdue one was due `, { at: Date.parse(oldestDueAt) }, "."],
    next: [`${backlogWords(backlog)} wait in all.`],
    advice: "Either an endpoint gets more than its limits let through, or no worker is sending.",
  };
}

/** The backlog as a figure; the report counts up to 10,000. */
export function backlogWords(backlog: number): string {
  return `${formatNumber(backlog)}${backlog >= BACKLOG_COUNT_MAX ? "+" : ""}`;
}

type Backlog = Pick<AppHealthReport["health"], "backlog" | "oldestDueAt">;

const LATE_MS = 60_000;
