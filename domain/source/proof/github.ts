import { isSigned } from "./mac.ts";
import type { ReadProof } from "./proof.ts";

/**
 * `X-Hub-Signature-256: sha256=<hex>` over the raw body. The older SHA-1 header, sent beside it, is not looked at. There
 * is no timestamp: what keeps a copy out is `X-GitHub-Delivery`.
 */
export const readGithubProof: ReadProof = (headers) => {
  const header = headers.get("x-hub-signature-256");
  if (!header) return "missing_proof";
  const signature = /^sha256=([0-9a-f]{64})$/.exec(header)?.[1];
  if (signature === undefined) return "malformed_proof";
  return (body, secrets) => isSigned({ algorithm: "sha256", encoding: "hex" }, { body, secrets, offered: [signature] });
};
