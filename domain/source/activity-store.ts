import { sql } from "drizzle-orm";
import { listOf, uuid } from "#db/rows.ts";
import { system } from "#db/tenant.ts";
import { log } from "#domain/log.ts";
import { newId } from "#domain/new-id.ts";
import type { SourceRefusal } from "./schema.ts";

/** A refused request as it is kept; all ids are uuids. */
export type Refusal = Pick<SourceRefusal, "reason" | "headers" | "remoteAddress"> & { tenantId: string };

/** What is recorded of requests beside their answers is written a little later, so that no sender waits or can tell. */
export const WRITE_AFTER_MS = 500;
/** Of a flood only so many are kept: from one source in one writing, and in memory. */
export const REFUSALS_PER_WRITING = 10;
const WAITING_MAX = 1000;
/** How many refusals of a source stay; older ones go. */
export const REFUSALS_KEPT = 100;

/** Records that a source refused a request. In a flood most are not asked for their facts. */
export function recordRefusal(sourceId: string, facts: () => Refusal): void {
  const ofSource = refusals.get(sourceId) ?? [];
  if (ofSource.length >= REFUSALS_PER_WRITING || refusals.size >= WAITING_MAX) return;
  refusals.set(sourceId, [...ofSource, { ...facts(), sourceId, id: newId() }]);
  writeSoon();
}

/** Records that a source received something. */
export function recordReceived(sourceId: string): void {
  if (received.size >= WAITING_MAX) return;
  received.add(sourceId);
  writeSoon();
}

/** Writes what waits; called by itself every now and then, and before the process ends. Failing, it is logged. */
export async function flushSourceActivity(): Promise<void> {
  if (timer) clearTimeout(timer);
  timer = null;
  const [refused, sourceIds] = [[...refusals.values()].flat(), [...received]];
  refusals.clear();
  received.clear();
  try {
    if (refused.length > 0) await writeRefusals(refused);
    if (sourceIds.length > 0) await writeReceived(sourceIds);
  } catch (error) {
    log.warn({ err: error, refusals: refused.length }, "notes about sources were lost");
  }
}

type Waiting = Refusal & { sourceId: string; id: string };

const refusals = new Map<string, Waiting[]>();
const received = new Set<string>();
let timer: NodeJS.Timeout | null = null;

function writeSoon(): void {
  timer ??= setTimeout(() => void flushSourceActivity(), WRITE_AFTER_MS).unref();
}

/** A source that has been deleted since takes nothing any more. */
async function writeRefusals(refused: readonly Waiting[]): Promise<void> {
  const rows = refused.map(({ id, tenantId, sourceId, reason, headers, remoteAddress }) => ({
    id,
    tenant_id: tenantId,
    source_id: sourceId,
    reason,
    headers,
    remote_address: remoteAddress,
  }));
  await system().execute(sql`
    insert into source_refusals (id, tenant_id, source_id, reason, headers, remote_address)
    select row.id, row.tenant_id, row.source_id, row.reason, row.headers, row.remote_address
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row(
      id uuid, tenant_id uuid, source_id uuid, reason text, headers jsonb, remote_address text)
    join sources s on s.tenant_id = row.tenant_id and s.id = row.source_id
    order by row.source_id for key share of s`);
  await dropOlder([...new Set(refused.map(({ sourceId }) => sourceId))]);
}

async function dropOlder(sourceIds: readonly string[]): Promise<void> {
  await system().execute(sql`
    delete from source_refusals r
    using unnest(${listOf(uuid, sourceIds)}::uuid[]) as source(id)
    where r.source_id = source.id and r.id < (
      select newest.id from source_refusals newest where newest.source_id = source.id
      order by newest.id desc offset ${REFUSALS_KEPT - 1} limit 1)`);
}

/** One that somebody is changing just now is left out: the next request records it again. */
async function writeReceived(sourceIds: readonly string[]): Promise<void> {
  await system().execute(sql`
    update sources set last_received_at = now() where id in (
      select id from sources where id = any(${listOf(uuid, sourceIds)}::uuid[]) order by id
      for no key update skip locked)`);
}
