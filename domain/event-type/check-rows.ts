import { setImmediate as breathe } from "node:timers/promises";
import { DomainError, type Issue } from "#domain/error.ts";
import { checkedDocuments } from "./documents.ts";
import type { JsonSchema } from "./json-schema.ts";

type Row = { name: string; description: string; schema: JsonSchema | null; example: Record<string, unknown> | null };

/** An event type whose schema and example have been found sound; `example` is the JSON text to keep. */
export type CheckedRow = Omit<Row, "example"> & { example: string | null };

/** Long enough for any honest list; compiling schemas holds up whoever else the process serves. */
const CHECK_MS_MAX = 15_000;
const ISSUES_MAX = 50;

/** Checks every row's schema and example, others' requests going on between them. Refuses with each row's issues. */
export async function checkRows(rows: readonly Row[], now = () => performance.now()): Promise<CheckedRow[]> {
  const startedAtMs = now();
  const checked: CheckedRow[] = [];
  const issues: Issue[] = [];
  for (const [at, row] of rows.entries()) {
    if (now() - startedAtMs > CHECK_MS_MAX) throw tooSlow(at);
    const result = checkRow(row);
    if (result instanceof DomainError) issues.push(...issuesOf(result, `eventTypes.${at}`));
    else checked.push(result);
    await breathe();
  }
  if (issues.length === 0) return checked;
  throw new DomainError("invalid_request", "Correct these event types; none was imported.", {
    issues: issues.slice(0, ISSUES_MAX),
  });
}

function checkRow(row: Row): CheckedRow | DomainError {
  try {
    return { ...row, ...checkedDocuments(row.name, row) };
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

function issuesOf({ issues, message }: DomainError, place: string): Issue[] {
  return (issues ?? [{ path: "", message }]).map((issue) => ({
    path: issue.path ? `${place}.${issue.path}` : place,
    message: issue.message,
  }));
}

function tooSlow(at: number): DomainError {
  const message = `Checking the schemas up to here took over ${CHECK_MS_MAX / 1000} s. Make them simpler, or import fewer at once`;
  return new DomainError("invalid_request", `${message}.`, { issues: [{ path: `eventTypes.${at}`, message }] });
}
