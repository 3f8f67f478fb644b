import { isSigned } from "./mac.ts";
import type { ReadProof } from "./proof.ts";
import { timestampFault } from "./timestamp.ts";

/** `X-Slack-Signature: v0=<hex>` over `v0:<X-Slack-Request-Timestamp>:<raw body>`. */
export const readSlackProof: ReadProof = (headers, nowSeconds) => {
  const header = headers.get("x-slack-signature");
  const timestamp = headers.get("x-slack-request-timestamp");
  if (!header || !timestamp) return "missing_proof";
  const signature = /^v0=([0-9a-f]{64})$/.exec(header)?.[1];
  if (signature === undefined) return "malformed_proof";
  const fault = timestampFault(timestamp, nowSeconds);
  if (fault !== null) return fault;
  const mac = { algorithm: "sha256", encoding: "hex", before: `v0:${timestamp}:` } as const;
  return (body, secrets) => isSigned(mac, { body, secrets, offered: [signature] });
};
