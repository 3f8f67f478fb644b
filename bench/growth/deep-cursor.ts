import { and, desc } from "drizzle-orm";
import type { z } from "zod";
import type { SeedTenant } from "#bench/seed/population.ts";
import { deliveries } from "#db/schema/delivery.ts";
import { system } from "#db/tenant.ts";
import { encodeCursor } from "#domain/cursor.ts";
import { deliveriesMatching } from "#domain/delivery/filter.ts";
import { listDeliveriesInput } from "#domain/delivery/schema.ts";

const PAGE_ROWS = 50;
const PAGES = 999;

/** The cursor to page 1,000 of a list, or to the last page of a shorter one. Nobody waits for it: it reads its way there. */
export async function deepCursor(tenant: SeedTenant, filter: z.input<typeof listDeliveriesInput>): Promise<string> {
  const { limit: _limit, cursor: _cursor, ...parsed } = listDeliveriesInput.parse(filter);
  const matching = and(deliveriesMatching({ tenantId: tenant.id, id: tenant.appId }, parsed));
  const rows = await system()
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(matching)
    .orderBy(desc(deliveries.id))
    .limit(PAGES * PAGE_ROWS);
  const place = rows.length < PAGES * PAGE_ROWS ? Math.max(0, rows.length - PAGE_ROWS) : rows.length - 1;
  const row = rows[place];
  if (!row) throw new Error("The list is empty.");
  return encodeCursor({ list: `deliveries:${tenant.appId}`, tenantId: tenant.id }, row.id);
}
