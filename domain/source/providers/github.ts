import { fieldOf, randomKey, type SourceKind, signatureCheck } from "./source-kind.ts";

/**
 * `X-Hub-Signature-256: sha256=<hex>` over the raw body. The older SHA-1 header, sent beside it, is not looked at. There
 * is no timestamp: what keeps a copy out is `X-GitHub-Delivery`.
 */
export const github: SourceKind = {
  toleranceSeconds: null,
  readProof: (headers) => {
    const header = headers.get("x-hub-signature-256");
    if (!header) return "missing_proof";
    const signature = /^sha256=([0-9a-f]{64})$/.exec(header)?.[1];
    if (signature === undefined) return "malformed_proof";
    return { check: signatureCheck({ algorithm: "sha256", encoding: "hex" }, [signature]) };
  },
  eventType: ({ headers, facts }) => {
    const event = headers.get("x-github-event");
    return event ? ["github", event, fieldOf(facts, "action")] : null;
  },
  deliveryId: ({ headers }) => headers.get("x-github-delivery"),
  makeSecret: randomKey,
  isHashed: false,
};
