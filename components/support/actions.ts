import type { Outcome } from "#components/query/run-action.ts";
import type { FailingReport, Stay } from "#domain/support/schema.ts";

/** What the support pages do, handed in by their routes. */
export type EnterAction = (input: { tenant: string; reason: string }) => Promise<Outcome<Stay>>;
export type FailingAction = (input: Record<string, never>) => Promise<Outcome<FailingReport>>;
