import pino from "pino";
import { loggedError } from "./log-error.ts";

/** The facts that may stand in a log line. Anything else is named and left out. */
const ALLOWED: ReadonlySet<string> = new Set([
  "attempt",
  "code",
  "delayMs",
  "deliveryId",
  "duty",
  "err",
  "isFinal",
  "kind",
  "mails",
  "notice",
  "port",
  "reason",
  "refusals",
  "replayId",
  "requestId",
  "results",
  "roles",
]);

/** JSON lines on standard output. Pass facts as an object, under names that stand above; errors as `err`. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: { process: process.env.POSTHOUSE_PROCESS ?? "posthouse" },
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: (error: unknown) => loggedError(error) },
  formatters: { log: onlyAllowed },
});

/** What is not allowed, or is no plain value, shows as what it was left out for, so that its absence can be noticed. */
export function onlyAllowed(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      if (!ALLOWED.has(name)) return [name, "[not logged]"];
      return [name, name === "err" || isPlain(value) ? value : "[not logged]"];
    }),
  );
}

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  return value === null || value === undefined || ["string", "number", "boolean"].includes(typeof value);
}
