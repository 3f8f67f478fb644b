import { fieldOf, randomKey, type SourceKind, signatureCheck } from "./source-kind.ts";

/** While a secret is rolled Stripe signs with both; there is no reason for more than a few. */
const ITEMS_MAX = 16;

/**
 * `Stripe-Signature: t=<seconds>,v1=<hex>[,v1=…]` over `<t>.<raw body>`; the key is the whole `whsec_…` as it stands.
 * Other schemes, such as the `v0` of test mode, prove nothing.
 */
export const stripe: SourceKind = {
  toleranceSeconds: 300,
  readProof: (headers) => {
    const header = headers.get("stripe-signature");
    if (!header) return "missing_proof";
    const items = header.split(",", ITEMS_MAX + 1).map((item) => /^([a-z]\w*)=(.+)$/.exec(item));
    if (items.length > ITEMS_MAX || items.includes(null)) return "malformed_proof";
    const valuesOf = (name: string) => items.flatMap((item) => (item?.[1] === name ? [item[2] ?? ""] : []));
    const [signedAt, ...moreTimes] = valuesOf("t");
    const offered = valuesOf("v1");
    if (signedAt === undefined || moreTimes.length > 0 || offered.length === 0) return "malformed_proof";
    if (!offered.every((signature) => /^[0-9a-f]{64}$/.test(signature))) return "malformed_proof";
    const mac = { algorithm: "sha256", encoding: "hex", before: `${signedAt}.` } as const;
    return { signedAt, check: signatureCheck(mac, offered) };
  },
  eventType: ({ facts }) => {
    const type = fieldOf(facts, "type");
    return typeof type === "string" && type !== "" ? ["stripe", type] : null;
  },
  // An event's id and not its delivery's: Stripe sends the same event again under the same.
  deliveryId: ({ facts }) => facts.id,
  makeSecret: randomKey,
  isHashed: false,
};
