import { eq, inArray } from "drizzle-orm";
import type postgres from "postgres";
import type { Database } from "#db/client.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { apps } from "#db/schema/tenant.ts";
import { scheduleOf } from "#domain/delivery/rule/retry-policy.ts";
import { openHeaders } from "#domain/endpoint/sealed-headers.ts";
import { activeSecretsOfMany } from "#domain/secret/active-secrets.ts";
import type { ClaimedDelivery } from "./claim.ts";

/** Where and how an endpoint's deliveries are sent, as it stands now. */
export type Target = {
  url: string;
  headers: Record<string, string>;
  timeoutMs: number;
  version: string | null;
  rateLimitPerSecond: number | null;
  schedule: readonly number[];
  /** Newest first; every one of them signs. */
  secrets: readonly string[];
};

/** What is sent: the event's exact bytes. `isSynthetic`: Posthouse made the event itself. */
export type Message = { contentType: string; body: Buffer; bodySha256: Buffer; isSynthetic: boolean };

/** A claimed delivery with all that sending it takes; `message` is null when the payload has expired. */
export type Job = ClaimedDelivery & { target: Target; message: Message | null };

/**
 * Reads what a batch of claimed deliveries needs, each thing once, in three queries. Left out are those whose endpoint has
 * been deleted for good, and those of the newest events where the messages are more than `bytesMax` together: of one
 * event at least they are read.
 */
export async function loadJobs(
  { db, sql }: { db: Database; sql: postgres.Sql },
  claimed: readonly ClaimedDelivery[],
  bytesMax: number,
): Promise<Job[]> {
  const endpointIds = [...new Set(claimed.map((delivery) => delivery.endpointId))];
  const eventIds = [...new Set(claimed.map((delivery) => delivery.eventId))];
  const [targets, messages] = await Promise.all([loadTargets(db, endpointIds), loadMessages(sql, eventIds, bytesMax)]);
  return claimed.flatMap((delivery) => {
    const target = targets.get(delivery.endpointId);
    const message = messages.get(delivery.eventId) ?? null;
    return target && message !== "too_much" ? [{ ...delivery, target, message }] : [];
  });
}

async function loadTargets(db: Database, endpointIds: string[]): Promise<Map<string, Target>> {
  const [rows, secrets] = await Promise.all([
    db
      .select({
        id: endpoints.id,
        tenantId: endpoints.tenantId,
        url: endpoints.url,
        headersEncrypted: endpoints.headersEncrypted,
        timeoutMs: endpoints.timeoutMs,
        version: endpoints.version,
        rateLimitPerSecond: endpoints.rateLimitPerSecond,
        schedule: endpoints.retrySchedule,
        appSchedule: apps.retrySchedule,
      })
      .from(endpoints)
      .innerJoin(apps, eq(apps.id, endpoints.appId))
      .where(inArray(endpoints.id, endpointIds)),
    activeSecretsOfMany(db, endpointIds),
  ]);
  // An endpoint that is being removed for good has no secret any more, and is there until its rows are gone.
  const present = rows.filter(({ id }) => secrets.get(id)?.length);
  const targets = present.map(async (row): Promise<[string, Target]> => {
    const { url, timeoutMs, version, rateLimitPerSecond } = row;
    const headers = await openHeaders(db, row, row.headersEncrypted);
    const schedule = scheduleOf(row.schedule, row.appSchedule);
    return [
      row.id,
      { url, headers, timeoutMs, version, rateLimitPerSecond, schedule, secrets: secrets.get(row.id) ?? [] },
    ];
  });
  return new Map(await Promise.all(targets));
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
