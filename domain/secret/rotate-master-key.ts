import { and, eq, ne } from "drizzle-orm";
import { tenantKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { rewrap } from "./envelope.ts";
import { currentMasterKey } from "./master-key.ts";

const BATCH = 500;

/**
 * Wraps every data key again with the first key of POSTHOUSE_MASTER_KEY, after which the others may be taken off the
 * list. The data keys stay what they are, so nothing stored changes and running processes notice nothing.
 * Answers how many it wrapped; run twice, the second finds none.
 */
export async function rotateMasterKey(): Promise<{ rewrapped: number; masterKeyId: string }> {
  const master = currentMasterKey();
  for (let rewrapped = 0; ; ) {
    const stale = await system().select().from(tenantKeys).where(ne(tenantKeys.masterKeyId, master.id)).limit(BATCH);
    if (stale.length === 0) return { rewrapped, masterKeyId: master.id };
    for (const row of stale) {
      const unchanged = and(eq(tenantKeys.id, row.id), eq(tenantKeys.masterKeyId, row.masterKeyId));
      const wrapped = { wrappedKey: rewrap(row), masterKeyId: master.id };
      rewrapped += (await system().update(tenantKeys).set(wrapped).where(unchanged).returning({ id: tenantKeys.id }))
        .length;
    }
  }
}
