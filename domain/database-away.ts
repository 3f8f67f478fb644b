/** Whether an error means that the database cannot be reached or is restarting, rather than that we sent it nonsense. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const code = String(Reflect.get(cause, "code"));
    if (AWAY_CODES.has(code) || CONNECTION_CLASS.test(code)) return true;
  }
  return false;
}

/** SQLSTATE class 08, connection exception: also what a pooler says that cannot reach the server. */
const CONNECTION_CLASS = /^08[0-9A-Z]{3}$/;

// Sockets, names and driver; then SQLSTATE classes 57P (shutdown, starting up) and 53300 (no connection left).
const AWAY_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOENT",
  "ETIMEDOUT",
  "EPIPE",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);
