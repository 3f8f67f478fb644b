import type postgres from "postgres";
import type { ClaimedDelivery } from "./claim.ts";
import type { Target, Targets } from "./targets.ts";

/** What is sent: the event's exact bytes. `isSynthetic`: Posthouse made the event itself. */
export type Message = { contentType: string; body: Buffer; bodySha256: Buffer; isSynthetic: boolean };

/** A claimed delivery with all that sending it takes; `message` is null when the payload has expired. */
export type Job = ClaimedDelivery & { target: Target; message: Message | null };

/**
 * Reads what a batch of claimed deliveries needs, each thing once: their messages in one query, and the targets that are not
 * known in another. Left out are those whose endpoint has
 * been deleted for good, and those of the newest events where the messages are more than `bytesMax` together: of one
 * event at least they are read.
 */
export async function loadJobs(
  { targets, sql }: { targets: Targets; sql: postgres.Sql },
  claimed: readonly ClaimedDelivery[],
  bytesMax: number,
): Promise<Job[]> {
  const eventIds = [...new Set(claimed.map((delivery) => delivery.eventId))];
  const [targetOf, messages] = await Promise.all([targets.of(claimed), loadMessages(sql, eventIds, bytesMax)]);
  return claimed.flatMap((delivery) => {
    const target = targetOf.get(delivery.endpointId);
    const message = messages.get(delivery.eventId) ?? null;
    return target && message !== "too_much" ? [{ ...delivery, target, message }] : [];
  });
}

/**
 * One text for any number of ids, so that it is planned once. Each table is told them: that prunes its partitions. Null:
 * the payload has expired.
 */
async function loadMessages(
  sql: postgres.Sql,
  eventIds: string[],
  bytesMax: number,
): Promise<Map<string, Message | "too_much" | null>> {
  const rows = await sql<(Omit<Message, "body"> & { id: string; body: Buffer | null; fits: boolean })[]>`
    select e.id, e.content_type as "contentType", e.body_sha256 as "bodySha256", e.is_synthetic as "isSynthetic", e.fits, p.body
    from (
      select id, content_type, body_sha256, is_synthetic,
        sum(body_bytes) over (order by id) <= ${bytesMax}::bigint or row_number() over (order by id) = 1 as fits
      from events where id = any(${eventIds}::uuid[])
    ) e
    left join event_payloads p on e.fits and p.id = e.id and p.id = any(${eventIds}::uuid[])`;
  return new Map(
    rows.map(({ id, fits, body, ...facts }) => [id, fits ? body && { ...facts, body } : ("too_much" as const)]),
  );
}
