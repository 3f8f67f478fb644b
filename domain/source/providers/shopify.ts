import { randomKey, type SourceKind, signatureCheck } from "./source-kind.ts";

/** `X-Shopify-Hmac-SHA256: <base64>` over the raw body. There is no timestamp. */
export const shopify: SourceKind = {
  toleranceSeconds: null,
  readProof: (headers) => {
    const signature = headers.get("x-shopify-hmac-sha256");
    if (!signature) return "missing_proof";
    // 32 bytes in base64.
    if (!/^[A-Za-z0-9+/]{43}=$/.test(signature)) return "malformed_proof";
    return { check: signatureCheck({ algorithm: "sha256", encoding: "base64" }, [signature]) };
  },
  eventType: ({ headers }) => {
    const topic = headers.get("x-shopify-topic");
    return topic ? ["shopify", topic.replaceAll("/", ".")] : null;
  },
  // Not X-Shopify-Event-Id, which several subscriptions share.
  deliveryId: ({ headers }) => headers.get("x-shopify-webhook-id"),
  makeSecret: randomKey,
  isHashed: false,
};
