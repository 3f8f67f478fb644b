import pino from "pino";

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
  "rows",
  "workerId",
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

/** An error as it is logged: what it is and where it came from, and nothing of what it was about. */
type LoggedError = {
  type: string;
  message: string;
  code?: string;
  constraint?: string;
  stack?: string;
  cause?: LoggedError | string;
};

const CAUSES_MAX = 5;

/**
 * Takes out of an error what may be a customer's: the parameters of a query, the values that PostgreSQL and the JSON
 * parser quote. Fields of an error that are not named here are left out.
 */
export function loggedError(error: unknown, causes = 0): LoggedError | string {
  if (!(error instanceof Error)) return typeof error;
  const [code, constraint] = [text(error, "code"), text(error, "constraint_name")];
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: error.constructor.name,
    message: messageOf(error, code),
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(frames.length === 0 ? {} : { stack: frames.join("\n") }),
    ...(error.cause === undefined || causes >= CAUSES_MAX ? {} : { cause: loggedError(error.cause, causes + 1) }),
  };
}

/** Data exceptions (SQLSTATE class 22) and syntax errors say which value they stumbled over. */
function messageOf(error: Error, code: string | undefined): string {
  const query = text(error, "query");
  if (query !== undefined && error.message.startsWith("Failed query")) return `Failed query: ${query}`;
  if (error instanceof SyntaxError || code?.startsWith("22")) return error.message.replace(/(["'`]).*\1/gs, "…");
  return error.message;
}

function text(error: Error, field: string): string | undefined {
  const value: unknown = Reflect.get(error, field);
  return typeof value === "string" ? value : undefined;
}
