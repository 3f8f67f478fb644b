import type { Tx } from "#db/client.ts";
import { sealHeaders } from "./header-box.ts";

/** Custom headers as an endpoint's row keeps them: the names in plain sight, names and values encrypted. */
export async function storedHeaders(
  tx: Tx,
  owner: { id: string; tenantId: string },
  headers: Record<string, string>,
): Promise<{ headerNames: string[]; headersEncrypted: Buffer | null }> {
  return { headerNames: Object.keys(headers).sort(), headersEncrypted: await sealHeaders(tx, owner, headers) };
}
