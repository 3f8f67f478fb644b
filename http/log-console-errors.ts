import { log } from "#domain/log.ts";

/**
 * Sends what Next and libraries print as errors and warnings to the log, whose rules then hold for it: Next prints an
 * error that a page threw as it is, parameters of a query included.
 */
export function logConsoleErrors(): void {
  console.error = (...given: unknown[]) => write("error", given);
  console.warn = (...given: unknown[]) => write("warn", given);
}

function write(level: "error" | "warn", given: readonly unknown[]): void {
  const error = given.find((each) => each instanceof Error);
  // Beside an error the text mostly repeats it, with what it was about.
  const reason = given
    .filter((each) => typeof each === "string")
    .join(" ")
    .slice(0, REASON_LENGTH_MAX);
  log[level](error === undefined ? { reason } : { err: error }, "printed to the console");
}

const REASON_LENGTH_MAX = 1000;
