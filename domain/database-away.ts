/** Whether an error means that the database cannot be reached or is restarting, rather than that we sent it nonsense. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if (AWAY_CODES.has(String(Reflect.get(cause, "code")))) return true;
  }
  return false;
}

// Sockets and driver; then SQLSTATE classes 57P (shutdown, starting up), 53300 (no connection left), 08 (connection).
const AWAY_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
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
  "08000",
  "08003",
  "08006",
]);
