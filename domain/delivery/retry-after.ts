import { RETRY_AFTER_SECONDS_MAX } from "./rule/retry-policy.ts";

/** The statuses whose Retry-After counts (RFC 9110 §10.2.3 and §15.5.9, gateways included). */
const STATUSES = new Set([429, 502, 503, 504]);
const LENGTH_MAX = 64;

/**
 * Seconds that a receiver asked to wait, from 0 to 24 hours; null when it said nothing usable. Takes both forms of
 * RFC 9110 §10.2.3, whole seconds and an HTTP date; anything else is ignored.
 */
export function retryAfterSeconds(status: number, header: string | undefined, now: Date): number | null {
  if (!STATUSES.has(status) || header === undefined || header.length > LENGTH_MAX) return null;
  const text = header.trim();
  if (/^\d{1,10}$/.test(text)) return Math.min(Number(text), RETRY_AFTER_SECONDS_MAX);
  if (!HTTP_DATE.test(text)) return null;
  const seconds = Math.ceil((Date.parse(text) - now.getTime()) / 1000);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, RETRY_AFTER_SECONDS_MAX) : null;
}

// IMF-fixdate, the one form that senders may generate (RFC 9110 §5.6.7).
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
