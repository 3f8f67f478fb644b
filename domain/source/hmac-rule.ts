export const HMAC_ALGORITHMS = ["sha256", "sha1", "sha512"] as const;
export const HMAC_ENCODINGS = ["hex", "base64"] as const;

/** How a source of kind `hmac` is signed: in which header, and how the signature over the raw body is written there. */
export type HmacRule = {
  header: string;
  algorithm: (typeof HMAC_ALGORITHMS)[number];
  encoding: (typeof HMAC_ENCODINGS)[number];
  prefix: string;
};

export const HMAC_RULE_DEFAULTS = { algorithm: "sha256", encoding: "hex", prefix: "" } as const;

/** Headers that the connection or a proxy writes: a signature is in none of them. In lower case. */
export function isProofHeader(name: string): boolean {
  return !CONNECTION_HEADERS.has(name) && !name.startsWith("x-forwarded-");
}

const CONNECTION_HEADERS = new Set([
  "host",
  "connection",
  "content-length",
  "content-type",
  "cookie",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
