import { randomBytes } from "node:crypto";
import { hash } from "@node-rs/bcrypt";
import { invalidField } from "#domain/error.ts";
import { generateSigningSecret, secretLast4 } from "#domain/secret/signature.ts";
import { isSigningKey } from "./signing-key.ts";
import type { VerificationKind } from "./words.ts";

/** bcrypt's cost: some 50 ms. What it guards has 256 random bits, so a higher one would buy nothing. */
export const BCRYPT_COST = 10;
/** Below this length four characters would be too much of a secret to show. */
const SHOWN_LENGTH_MIN = 16;
const SECRET_BYTES = 32;
const TOKEN_PREFIX = "phs_";

/** A source's new secret: `bcryptHash` is what is kept of a token, null for kinds whose secret is needed again. */
export type NewSourceSecret = { secret: string; last4: string; bcryptHash: string | null };

/**
 * Makes a source's secret, or takes the provider's own. Throws `invalid_request` where the own one does not suit the
 * kind. `taken` are the last characters of secrets that go on being good: a token is told from them by its own.
 */
export async function makeSourceSecret(
  kind: VerificationKind,
  { own, taken = [] }: { own?: string | undefined; taken?: readonly string[] },
): Promise<NewSourceSecret> {
  if (own !== undefined) refuseUnsuitable(kind, own);
  let secret = own ?? generate(kind);
  while (own === undefined && taken.includes(secretLast4(secret))) secret = generate(kind);
  const last4 = secret.length < SHOWN_LENGTH_MIN ? "" : secretLast4(secret);
  return { secret, last4, bcryptHash: kind === "token" ? await hash(secret, BCRYPT_COST) : null };
}

/** Tokens have a prefix, so that scanners of leaked secrets find them; all are below bcrypt's 72 bytes. */
function generate(kind: VerificationKind): string {
  if (kind === "standard_webhooks") return generateSigningSecret();
  if (kind === "token") return TOKEN_PREFIX + randomBytes(SECRET_BYTES).toString("base64url");
  return randomBytes(SECRET_BYTES).toString("hex");
}

function refuseUnsuitable(kind: VerificationKind, own: string): void {
  if (kind === "token") throw invalidField("verification.secret", "A token is always made here. Leave it out");
  if (kind !== "standard_webhooks" || isSigningKey(own)) return;
  throw invalidField("verification.secret", "Must be whsec_ and base64, as Standard Webhooks writes secrets");
}
