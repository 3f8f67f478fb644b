import type { FailingReport, Stay } from "#domain/support/schema.ts";
import type { ActionResult } from "#http/action.ts";

/** What the support pages do, handed in by their routes. */
export type EnterAction = (input: { tenant: string; reason: string }) => Promise<ActionResult<Stay>>;
export type FailingAction = (input: Record<string, never>) => Promise<ActionResult<FailingReport>>;
