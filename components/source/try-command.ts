import type { Source } from "#domain/source/schema.ts";

/**
 * A shell line that sends a proven request to a source, with its secret in SOURCE_SECRET; null where only the provider
 * can prove one simply. Works with curl and openssl as they come with macOS and Linux.
 */
export function tryCommand({ url, verification }: Pick<Source, "url" | "verification">): string | null {
  const post = `curl '${url}' -H 'Content-Type: application/json'`;
  switch (verification.kind) {
    case "token":
      return `${post} -H "X-Webhook-Secret: $SOURCE_SECRET" -d '${BODY}'`;
    case "github":
      return signed(`${post} -H 'X-GitHub-Event: ping'`, {
        header: "X-Hub-Signature-256",
        prefix: "sha256=",
        digest: digest("sha256", "hex"),
      });
    case "hmac": {
      const { header = "", prefix = "", algorithm = "sha256", encoding = "hex" } = verification;
      return signed(post, { header, prefix, digest: digest(algorithm, encoding) });
    }
    case "standard_webhooks":
    case "stripe":
    case "shopify":
    case "slack":
      return null;
  }
}

const BODY = '{"type":"order.paid","data":{"order":"A-1001"}}';

function signed(post: string, { header, prefix, digest: sum }: { header: string; prefix: string; digest: string }) {
  return `BODY='${BODY}'\n${post} -H "${header}: ${prefix}$(printf %s "$BODY" | ${sum})" -d "$BODY"`;
}

function digest(algorithm: string, encoding: string): string {
  const hmac = `openssl dgst -${algorithm} -hmac "$SOURCE_SECRET"`;
  return encoding === "base64" ? `${hmac} -binary | openssl base64 -A` : `${hmac} -r | cut -d' ' -f1`;
}
