import type { Source } from "#domain/source/schema.ts";
import { type HmacRule, KIND_WORDS, ruleOf } from "#domain/source/words.ts";

/**
 * A shell line that sends a proven request to a source, with its secret in SOURCE_SECRET; null where only the provider
 * can prove one simply. Works with curl and openssl as they come with macOS and Linux.
 */
export function tryCommand({ url, verification }: Pick<Source, "url" | "verification">): string | null {
  const proof = KIND_WORDS[verification.kind].shellProof?.(ruleOf(verification));
  if (!proof) return null;
  const { header, signature, alsoHeader } = proof;
  const post = `curl '${url}' -H 'Content-Type: application/json'${alsoHeader ? ` -H '${alsoHeader}'` : ""}`;
  if (signature === null) return `${post} -H "${header}: $SOURCE_SECRET" -d '${BODY}'`;
  const written = `${signature.prefix}$(printf %s "$BODY" | ${digest(signature)})`;
  return `BODY='${BODY}'\n${post} -H "${header}: ${written}" -d "$BODY"`;
}

const BODY = '{"type":"order.paid","data":{"order":"A-1001"}}';

function digest({ algorithm, encoding }: Pick<HmacRule, "algorithm" | "encoding">): string {
  const hmac = `openssl dgst -${algorithm} -hmac "$SOURCE_SECRET"`;
  return encoding === "base64" ? `${hmac} -binary | openssl base64 -A` : `${hmac} -r | cut -d' ' -f1`;
}
