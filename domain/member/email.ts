import { z } from "zod";

/** An e-mail address in the one form it is stored and looked up in. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ error: "Must be an e-mail address" }));

/** The stored form of an address that may be no address at all, as a login form sends it. */
export function normalizeEmail(text: string): string {
  return text.trim().toLowerCase();
}
