import type { SeedTenant } from "#bench/seed/population.ts";
import { driver } from "#db/client.ts";

/** Ids of one delivery half way down a tenant's history, as somebody would paste them. */
export type Samples = { deliveryId: string; eventId: string; attemptId: string };

export async function sampleIds({ id }: SeedTenant): Promise<Samples> {
  const [row] = await driver()<Samples[]>`
    with middle as (
      select d.id, d.event_id from deliveries d
      where d.tenant_id = ${id} and d.attempt_count > 0
        and d.id > (select id from deliveries where tenant_id = ${id} order by id
          offset (select count(*) / 2 from deliveries where tenant_id = ${id}) limit 1)
      order by d.id limit 1
    )
    select m.id as "deliveryId", m.event_id as "eventId", a.id as "attemptId"
    from middle m join attempts a on a.delivery_id = m.id limit 1`;
  if (!row) throw new Error("The tenant has no deliveries.");
  return row;
}
