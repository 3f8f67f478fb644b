import { fieldOf, randomKey, type SourceKind, signatureCheck } from "./source-kind.ts";

/** `X-Slack-Signature: v0=<hex>` over `v0:<X-Slack-Request-Timestamp>:<raw body>`. */
export const slack: SourceKind = {
  toleranceSeconds: 300,
  readProof: (headers) => {
    const header = headers.get("x-slack-signature");
    const signedAt = headers.get("x-slack-request-timestamp");
    if (!header || !signedAt) return "missing_proof";
    const signature = /^v0=([0-9a-f]{64})$/.exec(header)?.[1];
    if (signature === undefined) return "malformed_proof";
    const mac = { algorithm: "sha256", encoding: "hex", before: `v0:${signedAt}:` } as const;
    return { signedAt, check: signatureCheck(mac, [signature]) };
  },
  eventType: ({ facts }) => {
    const type = fieldOf(fieldOf(facts, "event"), "type") ?? fieldOf(facts, "type");
    return typeof type === "string" && type !== "" ? ["slack", type] : null;
  },
  deliveryId: ({ facts }) => facts.event_id,
  challenge: ({ facts }) => (facts.type === "url_verification" ? facts.challenge : null),
  makeSecret: randomKey,
  isHashed: false,
};
