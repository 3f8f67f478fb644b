import { config } from "#domain/config.ts";

/** Whether a request comes from one of our own pages. An absent or `null` Origin is not our own. */
export function isOwnOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  if (!origin || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.origin === new URL(config().PUBLIC_URL).origin || url.host === headers.get("host");
}
