import { eq, inArray } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { eventPayloads, events } from "#db/schema/event.ts";
import { apps } from "#db/schema/tenant.ts";
import { scheduleOf } from "#domain/delivery/retry-policy.ts";
import { openHeaders } from "#domain/endpoint/header-box.ts";
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

/** Reads what a batch of claimed deliveries needs, each thing once, in three queries. */
export async function loadJobs(db: Database, claimed: readonly ClaimedDelivery[]): Promise<Job[]> {
  const endpointIds = [...new Set(claimed.map((delivery) => delivery.endpointId))];
  const eventIds = [...new Set(claimed.map((delivery) => delivery.eventId))];
  const [targets, messages] = await Promise.all([loadTargets(db, endpointIds), loadMessages(db, eventIds)]);
  return claimed.flatMap((delivery) => {
    const target = targets.get(delivery.endpointId);
    return target ? [{ ...delivery, target, message: messages.get(delivery.eventId) ?? null }] : [];
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
  const targets = rows.map(async (row): Promise<[string, Target]> => {
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

async function loadMessages(db: Database, eventIds: string[]): Promise<Map<string, Message>> {
  const { id, contentType, bodySha256, isSynthetic } = events;
  const rows = await db
    .select({ id, contentType, bodySha256, isSynthetic, body: eventPayloads.body })
    .from(events)
    .innerJoin(eventPayloads, eq(eventPayloads.id, events.id))
    .where(inArray(events.id, eventIds));
  return new Map(rows.map(({ id, ...message }) => [id, message]));
}
