import { isSigned } from "./mac.ts";
import type { ReadProof } from "./proof.ts";

/** `X-Shopify-Hmac-SHA256: <base64>` over the raw body. There is no timestamp. */
export const readShopifyProof: ReadProof = (headers) => {
  const signature = headers.get("x-shopify-hmac-sha256");
  if (!signature) return "missing_proof";
  // 32 bytes in base64.
  if (!/^[A-Za-z0-9+/]{43}=$/.test(signature)) return "malformed_proof";
  return (body, secrets) =>
    isSigned({ algorithm: "sha256", encoding: "base64" }, { body, secrets, offered: [signature] });
};
