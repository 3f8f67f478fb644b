import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { formatId, parseId } from "#domain/id.ts";

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
  const giveUpAt = performance.now() + timeoutMs;
  const exceptId = besides === null ? null : parseId("ep", besides);
  let left = await readLeft(sql, exceptId);
  while (left.length > 0 && performance.now() < giveUpAt) {
    await delay(EVERY_MS);
    left = await readLeft(sql, exceptId);
  }
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
