import { createHmac, timingSafeEqual } from "node:crypto";
import type { HmacRule } from "../hmac-rule.ts";

/** How a signature is made: the secret's UTF-8 bytes are the key; `before` goes in ahead of the body. */
type Mac = Pick<HmacRule, "algorithm" | "encoding"> & { before?: string };

/**
 * Whether one of the offered signatures was made over the body with one of the secrets. Every pair is compared to its
 * end, so that the time tells nothing of how far a guess was right.
 */
export function isSigned(
  { algorithm, encoding, before = "" }: Mac,
  { body, secrets, offered }: { body: Uint8Array; secrets: readonly string[]; offered: readonly string[] },
): boolean {
  let isEqual = false;
  for (const secret of secrets) {
    const expected = Buffer.from(createHmac(algorithm, secret).update(before).update(body).digest(encoding));
    for (const text of offered) {
      const given = Buffer.from(text);
      if (given.length === expected.length && timingSafeEqual(given, expected)) isEqual = true;
    }
  }
  return isEqual;
}
