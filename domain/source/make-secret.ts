import { hash } from "@node-rs/bcrypt";
import { invalidField } from "#domain/error.ts";
import { secretLast4 } from "#domain/secret/signature.ts";
import { SOURCE_KINDS } from "./kinds.ts";
import { KIND_WORDS, OWN_SECRET_REFUSED, type VerificationKind } from "./words.ts";

/** bcrypt's cost: some 50 ms. What it guards has 256 random bits, so a higher one would buy nothing. */
export const BCRYPT_COST = 10;
/** Below this length four characters would be too much of a secret to show. */
const SHOWN_LENGTH_MIN = 16;

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
  const { makeSecret, isHashed } = SOURCE_KINDS[kind];
  if (own !== undefined) refuseUnsuitable(kind, own);
  let secret = own ?? makeSecret();
  while (own === undefined && taken.includes(secretLast4(secret))) secret = makeSecret();
  const last4 = secret.length < SHOWN_LENGTH_MIN ? "" : secretLast4(secret);
  return { secret, last4, bcryptHash: isHashed ? await hash(secret, BCRYPT_COST) : null };
}

function refuseUnsuitable(kind: VerificationKind, own: string): void {
  const { secretFrom } = KIND_WORDS[kind];
  const fault = secretFrom === "posthouse" ? OWN_SECRET_REFUSED : SOURCE_KINDS[kind].ownSecretFault?.(own);
  if (fault) throw invalidField("verification.secret", fault);
}
