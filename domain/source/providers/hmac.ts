import { namedDeliveryId, randomKey, type SourceKind, signatureCheck } from "./source-kind.ts";

/** A signature over the raw body as the source's rule says it is written. Hex may be in capitals; base64 has its padding. */
export const hmac: SourceKind = {
  toleranceSeconds: null,
  readProof: (headers, { rule }) => {
    if (rule === null) throw new Error("A source of kind hmac has no rule.");
    const { header, algorithm, encoding, prefix } = rule;
    const value = headers.get(header);
    if (!value) return "missing_proof";
    const written = value.slice(prefix.length);
    const form = encoding === "hex" ? hexForm(DIGEST_BYTES[algorithm]) : base64Form(DIGEST_BYTES[algorithm]);
    if (!value.startsWith(prefix) || !form.test(written)) return "malformed_proof";
    return { check: signatureCheck({ algorithm, encoding }, [encoding === "hex" ? written.toLowerCase() : written]) };
  },
  eventType: () => null,
  deliveryId: namedDeliveryId,
  makeSecret: randomKey,
  isHashed: false,
};

const DIGEST_BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const;

function hexForm(bytes: number): RegExp {
  return new RegExp(`^[0-9A-Fa-f]{${bytes * 2}}$`);
}

function base64Form(bytes: number): RegExp {
  return new RegExp(`^[A-Za-z0-9+/]{${Math.ceil((bytes * 4) / 3)}}={${(3 - (bytes % 3)) % 3}}$`);
}
