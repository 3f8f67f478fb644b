import { z } from "zod";
import { type Evidence, lostAttempts } from "./evidence/evidence.ts";
import { extraHits, lostDeliveries } from "./invariants/arrivals.ts";

/** What one run threw, and what survived it. */
export const runReport = z.object({
  scenario: z.string(),
  what: z.string(),
  round: z.number(),
  seed: z.number(),
  accepted: count(),
  /** Posts that got no 202: refused, and never answered. */
  refused: count(),
  unanswered: count(),
  /** Of both, those that were kept all the same: the answer was lost, not the event. */
  keptUnanswered: count(),
  deliveries: count(),
  hits: count(),
  kills: count(),
  inFlightAtKills: count(),
  duplicates: count(),
  lost: count(),
  seconds: count(),
  remarks: z.array(z.string()).default([]),
  /** By the name of the invariant, or of the scenario for its own findings. */
  violations: z.array(z.object({ rule: z.string(), breaches: z.array(z.string()) })),
  /** Logs and ledger. */
  folder: z.string(),
});
export type RunReport = z.infer<typeof runReport>;

/** Nothing of it where a run broke off. */
function count() {
  return z.number().default(0);
}

const BREACHES_SHOWN = 10;

/** A run for people: what was thrown, what survived, and the ids where something did not. */
export function formatReport(report: RunReport): string {
  const { scenario, round, seconds, violations } = report;
  const mark = violations.length === 0 ? "✓" : "✗";
  const lines = [
    `${mark} ${scenario}, round ${round}: ${report.what} (${seconds.toFixed(0)} s)`,
    `    ${thrown(report)}`,
    `    ${survived(report)}`,
    ...report.remarks.map((remark) => `    ${remark}`),
    ...violations.flatMap(({ rule, breaches }) => formatBreaches(rule, breaches)),
  ];
  if (violations.length > 0) lines.push(`    seed ${report.seed}; logs and ledger in ${report.folder}`);
  return lines.join("\n");
}

function thrown({ accepted, refused, unanswered, keptUnanswered, kills, inFlightAtKills }: RunReport): string {
  const others = refused + unanswered;
  const fate = others === 0 ? "" : `, ${refused} refused, ${unanswered} unanswered (${keptUnanswered} of them kept)`;
  return `${inDigits(accepted)} events accepted${fate}; ${kills} kills; ${inDigits(inFlightAtKills)} attempts cut off in flight`;
}

function survived({ deliveries, hits, duplicates, lost }: RunReport): string {
  return `${inDigits(deliveries)} deliveries, ${inDigits(hits)} hits, ${inDigits(duplicates)} duplicates, ${lost} lost`;
}

function formatBreaches(rule: string, breaches: readonly string[]): string[] {
  const more = breaches.length - BREACHES_SHOWN;
  return [
    `    ✗ ${rule}`,
    ...breaches.slice(0, BREACHES_SHOWN).map((breach) => `        ${breach}`),
    ...(more > 0 ? [`        … and ${inDigits(more)} more`] : []),
  ];
}

/** The sum of all runs in one line. */
export function formatTotal(reports: readonly RunReport[]): string {
  const total = (of: (report: RunReport) => number) => inDigits(reports.reduce((sum, report) => sum + of(report), 0));
  const failed = reports.filter(({ violations }) => violations.length > 0).length;
  return [
    `${reports.length} runs, ${failed} failed:`,
    `${total((one) => one.accepted)} events accepted, ${total((one) => one.deliveries)} deliveries,`,
    `${total((one) => one.kills)} kills, ${total((one) => one.inFlightAtKills)} attempts in flight at the kills,`,
    `${total((one) => one.duplicates)} duplicates, ${total((one) => one.lost)} lost`,
  ].join(" ");
}

function inDigits(number: number): string {
  return number.toLocaleString("en-US");
}

/** The figures of a run. */
export function summarise(evidence: Evidence) {
  const stored = new Set(evidence.events.map(({ bodySha256 }) => bodySha256));
  const { accepted = [], refused = [], unknown = [] } = Object.groupBy(evidence.posts, ({ outcome }) => outcome.kind);
  return {
    accepted: accepted.length,
    refused: refused.length,
    unanswered: unknown.length,
    keptUnanswered: [...refused, ...unknown].filter(({ bodySha256 }) => stored.has(bodySha256)).length,
    deliveries: evidence.deliveries.length,
    hits: evidence.hits.length,
    inFlightAtKills: lostAttempts(evidence).size,
    duplicates: [...extraHits(evidence.hits).values()].reduce((sum, count) => sum + count, 0),
    lost: lostDeliveries(evidence).length,
  };
}
