import { desc, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import { sourceSecrets } from "#db/schema/source.ts";

/** Whether a row of `source_secrets` still proves something; the database's clock decides. */
export function isActiveSourceSecret(): SQL | undefined {
  return or(isNull(sourceSecrets.expiresAt), gt(sourceSecrets.expiresAt, sql`now()`));
}

/** The newest is the one without an end: nulls come first when descending. */
export const NEWEST_FIRST = [desc(sourceSecrets.expiresAt), desc(sourceSecrets.id)];
