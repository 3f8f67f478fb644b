import type { HmacRule } from "../hmac-rule.ts";
import { isSigned } from "./mac.ts";
import type { ReadProof } from "./proof.ts";

const DIGEST_BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const;

/** A signature over the raw body as the rule says it is written. Hex may be in capitals; base64 has its padding. */
export function hmacProofReader({ header, algorithm, encoding, prefix }: HmacRule): ReadProof {
  const form = encoding === "hex" ? hexForm(DIGEST_BYTES[algorithm]) : base64Form(DIGEST_BYTES[algorithm]);
  return (headers) => {
    const value = headers.get(header);
    if (!value) return "missing_proof";
    const written = value.slice(prefix.length);
    if (!value.startsWith(prefix) || !form.test(written)) return "malformed_proof";
    const signature = encoding === "hex" ? written.toLowerCase() : written;
    return (body, secrets) => isSigned({ algorithm, encoding }, { body, secrets, offered: [signature] });
  };
}

function hexForm(bytes: number): RegExp {
  return new RegExp(`^[0-9A-Fa-f]{${bytes * 2}}$`);
}

function base64Form(bytes: number): RegExp {
  return new RegExp(`^[A-Za-z0-9+/]{${Math.ceil((bytes * 4) / 3)}}={${(3 - (bytes % 3)) % 3}}$`);
}
