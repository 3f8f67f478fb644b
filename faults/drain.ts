import type postgres from "postgres";
import { formatId, parseId } from "#domain/id.ts";
import { holdsWithin } from "#harness/holds-within.ts";
import type { Load } from "./load.ts";
import type { Stage } from "./stage.ts";

const EVERY_MS = 250;
const NAMED_MAX = 10;

/**
 * Waits until nothing is under way and nothing waits but for an endpoint that was stopped, or for the one named by
 * `besides`. Answers what is left when the time is up, in words.
 */
export async function drain(
  sql: postgres.Sql,
  { timeoutMs, besides = null }: { timeoutMs: number; besides?: string | null },
): Promise<string[]> {
  const exceptId = besides === null ? null : parseId("ep", besides);
  let left: Left[] = [];
  const isDrained = async () => {
    left = await readLeft(sql, exceptId);
    return left.length === 0;
  };
  await holdsWithin(timeoutMs, isDrained, EVERY_MS);
  return left.map(
    ({ id, status, attemptCount, dueInSeconds, endpoint }) =>
      `${formatId("dlv", id)} is ${status} after ${attemptCount} attempts, due in ${dueInSeconds} s, at ${endpoint}`,
  );
}

type Left = { id: string; status: string; attemptCount: number; dueInSeconds: number; endpoint: string };

async function readLeft(sql: postgres.Sql, exceptId: string | null): Promise<Left[]> {
  return sql<Left[]>`
    select d.id, d.status, d.attempt_count as "attemptCount", e.name || ' (' || e.status || ')' as endpoint,
      round(extract(epoch from d.next_attempt_at - now()))::int as "dueInSeconds"
    from deliveries d join endpoints e on e.id = d.endpoint_id
    where (d.status = 'sending' or (d.status in ('pending', 'retrying') and e.status not in ('paused', 'suspended')))
      and e.id is distinct from ${exceptId}
    limit ${NAMED_MAX}`;
}

/** Milliseconds between the 202 and the first attempt at an endpoint, the longest of a load's events. */
export async function longestWait(
  { receiver, world }: Stage,
  { load, endpoint }: { load: Pick<Load, "posts">; endpoint: string },
): Promise<number> {
  const path = world.endpoints.find(({ name }) => name === endpoint)?.path;
  const firstHits = (await receiver.ledger()).filter((hit) => hit.path === path && hit.attempt === 1);
  const hitAt = new Map(firstHits.map(({ webhookId, at }) => [webhookId, at]));
  const waits = load.posts.flatMap(({ outcome, endedAtMs }) => {
    const at = outcome.kind === "accepted" ? hitAt.get(outcome.eventId) : undefined;
    return at === undefined ? [] : [at - endedAtMs];
  });
  return Math.max(0, ...waits);
}
