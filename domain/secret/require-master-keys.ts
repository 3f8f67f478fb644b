import { tenantKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { masterKeyById } from "./master-key.ts";

/** Throws a sentence, before anything starts, when POSTHOUSE_MASTER_KEY lacks a key that stored secrets need. */
export async function requireMasterKeys(): Promise<void> {
  const used = await system().selectDistinct({ id: tenantKeys.masterKeyId }).from(tenantKeys);
  for (const { id } of used) masterKeyById(id);
}
