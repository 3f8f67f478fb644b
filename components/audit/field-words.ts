/** The name of an audited field for people: `retrySchedule` → retry schedule; `suspension.minFailures` keeps its path. */
export function fieldWords(path: string): string {
  return path.split(".").map(oneField).join(" › ");
}

const SPECIAL: Readonly<Record<string, string>> = {
  url: "URL",
  appId: "app",
  headerNames: "headers",
  timeoutMs: "timeout",
  maxInFlight: "parallel attempts",
  rateLimitPerSecond: "rate limit",
  signingSecretLast4: "secret’s last four",
  previousSecretExpiresAt: "older secret ends",
  requireKnownEventTypes: "only known event types",
  requireVerification: "verification required",
  validateEvents: "events checked against schemas",
  minFailures: "failures in a row",
  minSeconds: "time failing",
  graceSeconds: "grace",
};

function oneField(name: string): string {
  return (
    SPECIAL[name] ??
    name.replaceAll(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
  );
}
