import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { noticeMails, notices } from "#db/schema/notice.ts";
import { memberships } from "#db/schema/tenant.ts";
import { type OperationalEvent, storeOperationalEvents } from "#domain/event/operational.ts";
import { newId } from "#domain/new-id.ts";
import { mailedKind } from "./schema.ts";

export type NoticeRow = typeof notices.$inferSelect;

const BATCH_MAX = 100;

/**
 * Notifies of what has happened: takes the oldest notices, makes an event of each for the endpoints that ask for it and,
 * where `byMail`, a mail to each admin for what threatens or stops an endpoint. One transaction, so that no notice is
 * given twice or lost, whoever dies when. Answers how many notices were taken.
 */
export async function notify(db: Database, { byMail }: { byMail: boolean }): Promise<number> {
  return db.transaction(async (tx) => {
    const taken = await takeNotices(tx);
    if (taken.length === 0) return 0;
    const names = await endpointNames(tx, taken);
    // Of an endpoint that was deleted for good there is nothing left to say.
    const ofEndpoints = taken.filter(({ endpointId }) => names.has(endpointId));
    await storeOperationalEvents(
      tx,
      ofEndpoints
        .filter(({ makesEvent }) => makesEvent)
        .map((notice) => toEvent(notice, names.get(notice.endpointId) ?? "")),
    );
    if (byMail) await queueMails(tx, ofEndpoints);
    return taken.length;
  });
}

/** Those that another machine is at are left to it. */
async function takeNotices(tx: Tx): Promise<NoticeRow[]> {
  const rows = await tx
    .delete(notices)
    .where(inArray(notices.id, sql`(select id from ${notices} order by id limit ${BATCH_MAX} for update skip locked)`))
    .returning();
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function endpointNames(tx: Tx, taken: readonly NoticeRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(taken.map(({ endpointId }) => endpointId))];
  const rows = await tx
    .select({ id: endpoints.id, name: endpoints.name })
    .from(endpoints)
    .where(inArray(endpoints.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function toEvent({ tenantId, appId, kind, endpointId, facts, createdAt }: NoticeRow, name: string): OperationalEvent {
  return { tenantId, appId, type: kind, at: createdAt, endpoint: { id: endpointId, name }, facts };
}

type Notice = { tenantId: string; appId: string; endpointId: string; kind: string; facts: Record<string, unknown> };

/** Puts a mail to each admin of the tenant in the queue, for each notice that people get by mail. */
async function queueMails(tx: Tx, notices: readonly Notice[]): Promise<void> {
  for (const notice of notices) {
    const kind = mailedKind.safeParse(notice.kind);
    if (!kind.success) continue;
    const { tenantId, appId, endpointId, facts } = notice;
    const mails = (await adminsOf(tx, tenantId)).map((userId) => ({
      ...{ id: newId(), tenantId, appId, userId, endpointId, facts },
      kind: kind.data,
    }));
    for (let at = 0; at < mails.length; at += ROWS_PER_STATEMENT) {
      await tx.insert(noticeMails).values(mails.slice(at, at + ROWS_PER_STATEMENT));
    }
  }
}

const ROWS_PER_STATEMENT = 500;

async function adminsOf(tx: Tx, tenantId: string): Promise<string[]> {
  const rows = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.role, "admin")));
  return rows.map(({ userId }) => userId);
}
