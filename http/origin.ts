import { config } from "#domain/config.ts";

/**
 * Whether a request comes from one of our own pages: those at PUBLIC_URL, or at the address that was called. An absent
 * or `null` Origin is not our own, nor is a plain http page of ours where we are reached over https.
 */
export function isOwnOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  if (!origin || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  const own = new URL(config().PUBLIC_URL);
  if (own.protocol === "https:" && url.protocol !== "https:") return false;
  return url.origin === own.origin || url.host === headers.get("host");
}
