import type { Config } from "#domain/config.ts";

const EXPIRES_DAYS = 180;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Whom to tell of a hole in this installation (RFC 9116): good for half a year from when it is asked for. */
export function securityTxt({ SECURITY_CONTACT, PUBLIC_URL }: Config, now: Date): string {
  const expiresAt = new Date((Math.floor(now.getTime() / DAY_MS) + EXPIRES_DAYS) * DAY_MS);
  return [
    `Contact: ${SECURITY_CONTACT}`,
    `Expires: ${expiresAt.toISOString()}`,
    "Preferred-Languages: en",
    `Canonical: ${PUBLIC_URL}/.well-known/security.txt`,
    "",
  ].join("\n");
}
